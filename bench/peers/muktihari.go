// Median milliseconds of muktihari/fit for one file, messages decoded in memory.
package main

import (
	"bytes"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/muktihari/fit/decoder"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var times []float64
	for i := 0; i < 15; i++ {
		start := time.Now()
		d := decoder.New(bytes.NewReader(data))
		for d.Next() {
			if _, err := d.Decode(); err != nil {
				panic(err)
			}
		}
		times = append(times, time.Since(start).Seconds()*1000)
	}
	sort.Float64s(times)
	fmt.Printf("%.3f\n", times[len(times)/2])
}
