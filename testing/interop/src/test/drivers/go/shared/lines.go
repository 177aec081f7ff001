package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"sync"
)

// The fields of an answer or event.
type fields map[string]interface{}

var output struct {
	sync.Mutex
	*bufio.Writer
}

func tell(line fields) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	output.Write(text)
	output.WriteByte('\n')
	output.Flush()
}

func main() {
	output.Writer = bufio.NewWriter(os.Stdout)
	driver := newDriver()
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		var r request
		if err == nil {
			err = json.Unmarshal(line, &r)
		}
		if err != nil {
			panic(err)
		}
		driver.take(r)
	}
}
