// The records of a FIT file as muktihari/fit decodes them, raw numbers, a line of JSON each, in file order:
//
//	{"t": FIT seconds or null, "f": {"field number": raw}, "d": {"index:number": raw}}
//	{"describes": "index:number", "name": ..., "scale": ..., "offset": ...}     a developer field
//	{"hr": {"t": ..., "f": ...}}                                                 a message of heart rate alone
//	{"end": "why it stopped" or ""}
//
// A raw number that means "no value" is null; of a list of numbers all are given.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/basetype"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"
)

type printer struct {
	out   *bufio.Writer
	types map[string]basetype.BaseType
}

func (p *printer) line(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	p.out.Write(text)
	p.out.WriteByte('\n')
}

// plain gives a JSON number, a list of them, or nil.
func plain(v proto.Value, t basetype.BaseType) any {
	switch x := v.Any().(type) {
	case float32:
		if math.IsNaN(float64(x)) {
			return nil
		}
		return float64(x)
	case float64:
		if math.IsNaN(x) {
			return nil
		}
		return x
	case string, []string:
		return nil
	case []uint8: // encoding/json would write text
		list := make([]int, len(x))
		for i, b := range x {
			list[i] = int(b)
		}
		return list
	case []uint32:
		return x
	case []float32, []float64:
		return fmt.Sprint(x)
	}
	if !v.Valid(t) {
		return nil
	}
	return v.Any()
}

func number(m *proto.Message, num byte) (int, bool) {
	for i := range m.Fields {
		if f := &m.Fields[i]; f.Num == num && f.Value.Valid(f.BaseType) {
			switch x := f.Value.Any().(type) {
			case uint8:
				return int(x), true
			case int8:
				return int(x), true
			}
		}
	}
	return 0, false
}

func (p *printer) describe(m *proto.Message) {
	index, _ := number(m, fieldnum.FieldDescriptionDeveloperDataIndex)
	num, _ := number(m, fieldnum.FieldDescriptionFieldDefinitionNumber)
	key := fmt.Sprintf("%d:%d", index, num)
	name := ""
	for i := range m.Fields {
		f := &m.Fields[i]
		switch f.Num {
		case fieldnum.FieldDescriptionFieldName:
			switch x := f.Value.Any().(type) {
			case string:
				name = x
			case []string:
				if len(x) > 0 {
					name = x[0]
				}
			}
		case fieldnum.FieldDescriptionFitBaseTypeId:
			p.types[key] = basetype.BaseType(f.Value.Uint8())
		}
	}
	line := map[string]any{"describes": key, "name": name, "scale": nil, "offset": nil}
	if x, ok := number(m, fieldnum.FieldDescriptionScale); ok {
		line["scale"] = x
	}
	if x, ok := number(m, fieldnum.FieldDescriptionOffset); ok {
		line["offset"] = x
	}
	p.line(line)
}

func (p *printer) message(m *proto.Message) map[string]any {
	fields, developer := map[string]any{}, map[string]any{}
	var t any
	for i := range m.Fields {
		f := &m.Fields[i]
		if f.Num == proto.FieldNumTimestamp {
			t = plain(f.Value, f.BaseType)
		} else if key := fmt.Sprint(f.Num); !f.IsExpandedField {
			if _, twice := fields[key]; !twice {
				fields[key] = plain(f.Value, f.BaseType)
			}
		}
	}
	for i := range m.DeveloperFields {
		f := &m.DeveloperFields[i]
		key := fmt.Sprintf("%d:%d", f.DeveloperDataIndex, f.Num)
		developer[key] = plain(f.Value, p.types[key])
	}
	return map[string]any{"t": t, "f": fields, "d": developer}
}

// OnMesg hears every message as soon as it is decoded, so that a file that breaks off still gives what came before.
func (p *printer) OnMesg(m proto.Message) {
	switch m.Num {
	case mesgnum.Record:
		p.line(p.message(&m))
	case mesgnum.FieldDescription:
		p.describe(&m)
	case mesgnum.Hr:
		p.line(map[string]any{"hr": p.message(&m)})
	}
}

func decode(file *os.File, p *printer) (why string) {
	defer func() {
		if r := recover(); r != nil {
			why = fmt.Sprint("panic: ", r)
		}
	}()
	d := decoder.New(bufio.NewReader(file), decoder.WithIgnoreChecksum(), decoder.WithNoComponentExpansion(),
		decoder.WithMesgListener(p), decoder.WithBroadcastOnly())
	for d.Next() {
		if _, err := d.Decode(); err != nil {
			return err.Error()
		}
	}
	return ""
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	p := &printer{bufio.NewWriter(os.Stdout), map[string]basetype.BaseType{}}
	p.line(map[string]string{"end": decode(file, p)})
	p.out.Flush()
}
