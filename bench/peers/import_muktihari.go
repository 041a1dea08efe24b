// What a runner who knows Go puts together: peer ZIP DATABASE EVERY
//
// FIT files of an export (zips inside, .gz too), every EVERYth of its activities, into SQLite: a row for each run, its records, and the
// file. As many decode at once as there are processors; files that are no activity are left after their first message.
package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"

	_ "github.com/mattn/go-sqlite3"
	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/filedef"
	"github.com/muktihari/fit/profile/typedef"
)

type file struct {
	name string
	data []byte
}

type run struct {
	file
	activity *filedef.Activity
	packed   []byte
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func content(f *zip.File) []byte {
	r, err := f.Open()
	check(err)
	defer r.Close()
	data, err := io.ReadAll(r)
	check(err)
	return data
}

func feed(packed *zip.Reader, out chan<- file) {
	for _, f := range packed.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, ".zip"):
			data := content(f)
			inside, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
			check(err)
			feed(inside, out)
		case strings.HasSuffix(name, ".fit"):
			out <- file{f.Name, content(f)}
		case strings.HasSuffix(name, ".fit.gz"):
			r, err := gzip.NewReader(bytes.NewReader(content(f)))
			check(err)
			data, err := io.ReadAll(r)
			check(err)
			out <- file{f.Name, data}
		}
	}
}

func read(f file) *run {
	d := decoder.New(bytes.NewReader(f.data))
	id, err := d.PeekFileId()
	if err != nil || id.Type != typedef.FileActivity {
		return nil
	}
	fit, err := d.Decode()
	check(err)
	activity := filedef.NewActivity(fit.Messages...)
	if len(activity.Sessions) == 0 || activity.Sessions[0].Sport != typedef.SportRunning {
		return nil
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err = w.Write(f.data)
	check(err)
	check(w.Close())
	return &run{f, activity, packed.Bytes()}
}

func store(base *sql.DB, runs <-chan *run) {
	tx, err := base.Begin()
	check(err)
	addRun, err := tx.Prepare("INSERT INTO run (name, start, elapsed, distance, file) VALUES (?, ?, ?, ?, ?)")
	check(err)
	addRecord, err := tx.Prepare("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)")
	check(err)
	for r := range runs {
		s := r.activity.Sessions[0]
		done, err := addRun.Exec(r.name, s.StartTime.Unix(), s.TotalElapsedTimeScaled(), s.TotalDistanceScaled(), r.packed)
		check(err)
		id, err := done.LastInsertId()
		check(err)
		for _, m := range r.activity.Records {
			_, err = addRecord.Exec(id, m.Timestamp.Unix(), m.DistanceScaled(), m.SpeedScaled(), m.HeartRate, m.Cadence, m.StanceTimeScaled())
			check(err)
		}
	}
	check(tx.Commit())
}

func main() {
	every, err := strconv.Atoi(os.Args[3])
	check(err)
	packed, err := zip.OpenReader(os.Args[1])
	check(err)
	base, err := sql.Open("sqlite3", os.Args[2])
	check(err)
	_, err = base.Exec("CREATE TABLE run (id INTEGER PRIMARY KEY, name TEXT, start INTEGER, elapsed REAL, distance REAL, file BLOB);" +
		"CREATE TABLE record (run INTEGER, time INTEGER, distance REAL, speed REAL, heart_rate INTEGER, cadence INTEGER, stance_time REAL)")
	check(err)
	files, runs := make(chan file, 8), make(chan *run, 8)
	go func() {
		feed(&packed.Reader, files)
		close(files)
	}()
	var workers sync.WaitGroup
	var lock sync.Mutex
	seen := 0
	for i := 0; i < runtime.NumCPU(); i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for f := range files {
				r := read(f)
				if r == nil {
					continue
				}
				lock.Lock()
				seen++
				take := seen%every == 0
				lock.Unlock()
				if take {
					runs <- r
				}
			}
		}()
	}
	go func() {
		workers.Wait()
		close(runs)
	}()
	store(base, runs)
	check(base.Close())
}
