package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/stan.go"
)

const largestShown = 4096

// A subscription and what it has received, by sequence.
type subscription struct {
	stan     stan.Subscription
	mu       sync.Mutex
	received map[uint64]*stan.Msg
}

func (d *driver) subscribe(r request) error {
	s := &subscription{received: map[uint64]*stan.Msg{}}
	receive := func(message *stan.Msg) {
		s.mu.Lock()
		s.received[message.Sequence] = message
		s.mu.Unlock()
		tell(described(r.Subscription, message))
	}
	var err error
	if r.Queue == "" {
		s.stan, err = d.connection(r).Subscribe(r.Channel, receive, r.subscriptionOptions()...)
	} else {
		s.stan, err = d.connection(r).QueueSubscribe(r.Channel, r.Queue, receive, r.subscriptionOptions()...)
	}
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.subscriptions[r.Subscription] = s
	return nil
}

func (r request) subscriptionOptions() []stan.SubscriptionOption {
	var options []stan.SubscriptionOption
	if r.Durable != nil {
		options = append(options, stan.DurableName(*r.Durable))
	}
	if r.ManualAcks {
		options = append(options, stan.SetManualAckMode())
	}
	if r.AckWaitSeconds != 0 {
		options = append(options, stan.AckWait(time.Duration(r.AckWaitSeconds)*time.Second))
	}
	if r.MaxInFlight != 0 {
		options = append(options, stan.MaxInflight(r.MaxInFlight))
	}
	switch r.Start {
	case "last":
		options = append(options, stan.StartWithLastReceived())
	case "first":
		options = append(options, stan.DeliverAllAvailable())
	case "sequence":
		options = append(options, stan.StartAtSequence(r.StartSequence))
	case "time":
		options = append(options, stan.StartAtTime(time.UnixMilli(r.StartEpochMillis)))
	}
	return options
}

func (s *subscription) ack(first, last uint64) error {
	for sequence := first; sequence <= last; sequence++ {
		s.mu.Lock()
		message := s.received[sequence]
		s.mu.Unlock()
		if message == nil {
			return fmt.Errorf("driver: never received %d", sequence)
		}
		if err := message.Ack(); err != nil {
			return err
		}
	}
	return nil
}

func described(name string, message *stan.Msg) fields {
	sum := sha256.Sum256(message.Data)
	event := fields{
		"event":           "message",
		"subscription":    name,
		"channel":         message.Subject,
		"sequence":        message.Sequence,
		"redelivered":     message.Redelivered,
		"redeliveryCount": message.RedeliveryCount,
		"size":            len(message.Data),
		"sha256":          hex.EncodeToString(sum[:]),
	}
	if len(message.Data) <= largestShown {
		event["data"] = append([]byte{}, message.Data...) // never null
	}
	return event
}
