// Command driver drives nats.go; ../README.md says what it is told and what it tells.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"sync"
)

// A request, with the fields of all operations.
type request struct {
	ID              int     `json:"id"`
	Op              string  `json:"op"`
	Connection      string  `json:"connection"`
	Subscription    string  `json:"subscription"`
	URL             string  `json:"url"`
	User            *string `json:"user"`
	Password        string  `json:"password"`
	Token           *string `json:"token"`
	NkeySeed        *string `json:"nkeySeed"`
	Authority       *string `json:"authority"`
	Certificate     *string `json:"certificate"`
	Key             string  `json:"key"`
	ReconnectMillis *int    `json:"reconnectMillis"`
	Subject         string  `json:"subject"`
	Queue           string  `json:"queue"`
	Max             *int    `json:"max"`
	Echo            bool    `json:"echo"`
	Data            []byte  `json:"data"` // Base64 on the line
	Size            *int    `json:"size"`
	Headers         *string `json:"headers"`
}

// The fields of an answer or event.
type fields map[string]any

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
