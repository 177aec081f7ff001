package main

import (
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

const patience = 20 * time.Second

// All connections and subscriptions, by name.
type driver struct {
	turns
	mu            sync.Mutex
	connections   map[string]*nats.Conn
	closed        map[string]chan struct{}
	subscriptions map[string]*nats.Subscription
}

func newDriver() *driver {
	return &driver{
		turns:         newTurns(),
		connections:   map[string]*nats.Conn{},
		closed:        map[string]chan struct{}{},
		subscriptions: map[string]*nats.Subscription{},
	}
}

func (d *driver) do(r request) (fields, error) {
	switch r.Op {
	case "connect":
		return nil, d.connect(r)
	case "publish":
		return nil, d.connection(r).PublishMsg(r.message())
	case "request":
		answer, err := d.connection(r).RequestMsg(r.message(), patience)
		if err != nil {
			return nil, err
		}
		return described(answer), nil
	case "store":
		return d.store(r)
	case "subscribe":
		return nil, d.subscribe(r)
	case "unsubscribe":
		d.mu.Lock()
		defer d.mu.Unlock()
		return nil, d.subscriptions[r.Subscription].Unsubscribe()
	case "flush":
		return nil, d.connection(r).Flush()
	case "rtt":
		roundTrip, err := d.connection(r).RTT()
		return fields{"nanos": roundTrip.Nanoseconds()}, err
	case "drain":
		return nil, d.drain(r)
	case "close":
		d.connection(r).Close()
		return nil, nil
	}
	return nil, fmt.Errorf("unknown op %q", r.Op)
}

func (d *driver) connection(r request) *nats.Conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.connections[r.Connection]
}

func (d *driver) connect(r request) error {
	closed := make(chan struct{})
	options, err := r.options()
	if err != nil {
		return err
	}
	options = append(options, nats.ClosedHandler(func(*nats.Conn) { close(closed) }))
	connection, err := nats.Connect(r.URL, options...)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.connections[r.Connection] = connection
	d.closed[r.Connection] = closed
	return nil
}

func (r request) options() ([]nats.Option, error) {
	event := func(event string) { tell(fields{"event": event, "connection": r.Connection}) }
	options := []nats.Option{
		nats.Timeout(patience),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { event("disconnected") }),
		nats.ReconnectHandler(func(*nats.Conn) { event("reconnected") }),
		nats.LameDuckModeHandler(func(*nats.Conn) { event("lameDuck") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			tell(fields{"event": "error", "connection": r.Connection, "error": err.Error()})
		}),
	}
	if r.User != nil {
		options = append(options, nats.UserInfo(*r.User, r.Password))
	}
	if r.Token != nil {
		options = append(options, nats.Token(*r.Token))
	}
	if r.NkeySeed != nil {
		pair, err := nkeys.FromSeed([]byte(*r.NkeySeed))
		if err != nil {
			return nil, err
		}
		public, err := pair.PublicKey()
		if err != nil {
			return nil, err
		}
		options = append(options, nats.Nkey(public, pair.Sign))
	}
	if r.Authority != nil {
		options = append(options, nats.RootCAs(*r.Authority))
	}
	if r.Certificate != nil {
		options = append(options, nats.ClientCert(*r.Certificate, r.Key))
	}
	if r.ReconnectMillis != nil {
		wait := time.Duration(*r.ReconnectMillis) * time.Millisecond
		options = append(options, nats.ReconnectWait(wait), nats.MaxReconnects(-1))
	}
	return options, nil
}

func (d *driver) store(r request) (fields, error) {
	streams, err := d.connection(r).JetStream()
	if err != nil {
		return nil, err
	}
	ack, err := streams.PublishMsg(r.message())
	if err != nil {
		return nil, err
	}
	return fields{"sequence": ack.Sequence}, nil
}

func (d *driver) subscribe(r request) error {
	receive := func(message *nats.Msg) {
		event := described(message)
		event["event"] = "message"
		event["subscription"] = r.Subscription
		tell(event)
		if r.Echo {
			answer := &nats.Msg{Data: message.Data, Header: message.Header}
			if err := message.RespondMsg(answer); err != nil {
				tell(fields{"event": "error", "connection": r.Connection, "error": err.Error()})
			}
		}
	}
	// An empty queue group is none.
	subscription, err := d.connection(r).QueueSubscribe(r.Subject, r.Queue, receive)
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.subscriptions[r.Subscription] = subscription
	d.mu.Unlock()
	if r.Max != nil {
		return subscription.AutoUnsubscribe(*r.Max)
	}
	return nil
}

func (d *driver) drain(r request) error {
	if err := d.connection(r).Drain(); err != nil {
		return err
	}
	d.mu.Lock()
	closed := d.closed[r.Connection]
	d.mu.Unlock()
	<-closed
	return nil
}
