// Median milliseconds of tormoder/fit for one file, into its structs.
package main

import (
	"bytes"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/tormoder/fit"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var times []float64
	for i := 0; i < 15; i++ {
		start := time.Now()
		if _, err := fit.Decode(bytes.NewReader(data)); err != nil {
			panic(err)
		}
		times = append(times, time.Since(start).Seconds()*1000)
	}
	sort.Float64s(times)
	fmt.Printf("%.3f\n", times[len(times)/2])
}
