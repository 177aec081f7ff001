// Command driver drives stan.go; ../README.md says what it is told and what it tells.
package main

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
	From             int     `json:"from"`
	Prefix           string  `json:"prefix"`
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
