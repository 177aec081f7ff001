package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/nats-io/nats.go"
)

const largestShown = 4096

func (r request) message() *nats.Msg {
	message := nats.NewMsg(r.Subject)
	message.Data = r.Data
	if r.Size != nil {
		message.Data = bytes.Repeat(r.Data, *r.Size/len(r.Data)+1)[:*r.Size]
	}
	if r.Headers != nil {
		for _, line := range strings.Split(*r.Headers, "\n") {
			name, value, _ := strings.Cut(line, ": ")
			message.Header.Add(name, value)
		}
	}
	return message
}

func described(message *nats.Msg) fields {
	digest := sha256.Sum256(message.Data)
	told := fields{
		"subject": message.Subject,
		"size":    len(message.Data),
		"sha256":  hex.EncodeToString(digest[:]),
	}
	if len(message.Data) <= largestShown {
		data := message.Data
		if data == nil {
			data = []byte{} // else it would be null on the line
		}
		told["data"] = data
	}
	var lines []string
	for name, values := range message.Header {
		for _, value := range values {
			lines = append(lines, name+": "+value)
		}
	}
	if lines != nil {
		told["headers"] = strings.Join(lines, "\n")
	}
	return told
}
