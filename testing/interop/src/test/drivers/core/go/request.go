// Command driver drives nats.go; ../README.md says what it is told and what it tells.
package main

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
