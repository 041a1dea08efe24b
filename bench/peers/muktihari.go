// Median milliseconds of processor time of muktihari/fit for one file, read in memory: muktihari FILE keep|stream
//
// keep: all messages, kept, as the file's result. stream: each message is handed to a listener and forgotten,
// the quickest way that its documentation names. In both the decoder is used again, has a large buffer, checks the
// checksum, decodes all fields, and does not expand components, which we do not either.
package main

import (
	"bytes"
	"fmt"
	"os"
	"sort"
	"syscall"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/proto"
)

// Counts what it is given, so that the work cannot be left out.
type counter struct{ messages, fields int }

func (c *counter) OnMesg(m proto.Message) {
	c.messages++
	c.fields += len(m.Fields)
}

// Milliseconds of processor time of the whole process so far.
func now() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	d := decoder.New(nil)
	var times []float64
	for i := 0; i < 31; i++ {
		var c counter
		options := []decoder.Option{decoder.WithNoComponentExpansion(), decoder.WithReadBufferSize(1 << 16)}
		if os.Args[2] == "stream" {
			options = append(options, decoder.WithMesgListener(&c), decoder.WithBroadcastOnly())
		}
		start := now()
		d.Reset(bytes.NewReader(data), options...)
		for d.Next() {
			fit, err := d.Decode()
			if err != nil {
				panic(err)
			}
			c.messages += len(fit.Messages)
		}
		times = append(times, now()-start)
		if c.messages == 0 {
			panic("no message")
		}
	}
	sort.Float64s(times)
	fmt.Printf("%.3f\n", times[len(times)/2])
}
