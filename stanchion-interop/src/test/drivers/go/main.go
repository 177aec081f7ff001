// Command driver drives stan.go; ../README.md says what it is told and what it tells.
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
	ID               int     `json:"id"`
	Op               string  `json:"op"`
	Connection       string  `json:"connection"`
	Subscription     string  `json:"subscription"`
	Publishing       string  `json:"publishing"`
	URL              string  `json:"url"`
	Cluster          string  `json:"cluster"`
	Client           string  `json:"client"`
	PingSeconds      int     `json:"pingSeconds"`
	PingsOut         int     `json:"pingsOut"`
	ReconnectMillis  int     `json:"reconnectMillis"`
	Channel          string  `json:"channel"`
	Data             []byte  `json:"data"` // Base64 on the line
	Size             *int    `json:"size"`
	Count            int     `json:"count"`
	Queue            string  `json:"queue"`
	Durable          *string `json:"durable"`
	Start            string  `json:"start"`
	StartSequence    uint64  `json:"startSequence"`
	StartEpochMillis int64   `json:"startEpochMillis"`
	ManualAcks       bool    `json:"manualAcks"`
	AckWaitSeconds   int     `json:"ackWaitSeconds"`
	MaxInFlight      int     `json:"maxInFlight"`
	First            uint64  `json:"first"`
	Last             uint64  `json:"last"`
}

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
