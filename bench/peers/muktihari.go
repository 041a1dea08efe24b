// Median milliseconds of processor time of muktihari/fit for one file, messages decoded in memory.
package main

import (
	"bytes"
	"fmt"
	"os"
	"sort"
	"syscall"

	"github.com/muktihari/fit/decoder"
)

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
	var times []float64
	for i := 0; i < 15; i++ {
		start := now()
		d := decoder.New(bytes.NewReader(data))
		for d.Next() {
			if _, err := d.Decode(); err != nil {
				panic(err)
			}
		}
		times = append(times, now()-start)
	}
	sort.Float64s(times)
	fmt.Printf("%.3f\n", times[len(times)/2])
}
