package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/stan.go"
)

// All connections and subscriptions, by name.
type driver struct {
	turns
	mu            sync.Mutex
	connections   map[string]stan.Conn
	subscriptions map[string]*subscription
}

func newDriver() *driver {
	return &driver{
		turns:         newTurns(),
		connections:   map[string]stan.Conn{},
		subscriptions: map[string]*subscription{},
	}
}

func (d *driver) do(r request) (fields, error) {
	switch r.Op {
	case "connect":
		return nil, d.connect(r)
	case "publish":
		return d.publish(r)
	case "publishAsync":
		return d.publishAsync(r)
	case "subscribe":
		return nil, d.subscribe(r)
	case "ack":
		return nil, d.subscription(r).ack(r.First, r.Last)
	case "unsubscribe":
		return nil, d.subscription(r).stan.Unsubscribe()
	case "closeSubscription":
		return nil, d.subscription(r).stan.Close()
	case "close":
		return nil, d.connection(r).Close()
	case "drop":
		d.connection(r).NatsConn().Close()
		return nil, nil
	}
	return nil, fmt.Errorf("unknown op %q", r.Op)
}

func (d *driver) connection(r request) stan.Conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.connections[r.Connection]
}

func (d *driver) subscription(r request) *subscription {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.subscriptions[r.Subscription]
}

func (d *driver) connect(r request) error {
	event := func(event string) { tell(fields{"event": event, "connection": r.Connection}) }
	natsOptions := []nats.Option{
		nats.DisconnectErrHandler(func(*nats.Conn, error) { event("disconnected") }),
		nats.ReconnectHandler(func(*nats.Conn) { event("reconnected") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			tell(fields{"event": "error", "connection": r.Connection, "error": err.Error()})
		}),
	}
	if r.ReconnectMillis != 0 {
		wait := time.Duration(r.ReconnectMillis) * time.Millisecond
		natsOptions = append(natsOptions, nats.ReconnectWait(wait))
	}
	options := []stan.Option{
		stan.NatsURL(r.URL),
		stan.NatsOptions(natsOptions...),
		stan.SetConnectionLostHandler(func(_ stan.Conn, err error) {
			tell(fields{"event": "lost", "connection": r.Connection, "error": err.Error()})
		}),
	}
	if r.PingSeconds != 0 {
		options = append(options, stan.Pings(r.PingSeconds, r.PingsOut))
	}
	connection, err := stan.Connect(r.Cluster, r.Client, options...)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.connections[r.Connection] = connection
	return nil
}

// Synchronous publishing of this library tells no GUID.
func (d *driver) publish(r request) (fields, error) {
	return nil, d.connection(r).Publish(r.Channel, r.payload())
}

func (r request) payload() []byte {
	if r.Size == nil {
		return r.Data
	}
	return bytes.Repeat(r.Data, *r.Size/len(r.Data)+1)[:*r.Size]
}

func (d *driver) publishAsync(r request) (fields, error) {
	acked := func(guid string, err error) {
		event := fields{"event": "acked", "publishing": r.Publishing, "guid": guid}
		if err != nil {
			event["error"] = err.Error()
		}
		tell(event)
	}
	connection := d.connection(r)
	guids := make([]string, r.Count)
	for i := range guids {
		guid, err := connection.PublishAsync(r.Channel, []byte(r.Prefix+strconv.Itoa(r.From+i)), acked)
		if err != nil {
			return nil, err
		}
		guids[i] = guid
	}
	return fields{"guids": strings.Join(guids, ",")}, nil
}
