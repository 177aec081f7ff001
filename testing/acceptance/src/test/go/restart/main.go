// Publishes without a pause and listens in every way, and says on stdout what it notices:
//
//	acked N | unacknowledged N WHY | received SUBSCRIPTION N SEQUENCE | problem WHAT
//
// Arguments: URL CLUSTER_ID CLIENT_ID CHANNEL
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/stan.go"
)

var out sync.Mutex

func say(format string, values ...any) {
	out.Lock()
	defer out.Unlock()
	fmt.Printf(format+"\n", values...)
}

func main() {
	url, clusterID, clientID, channel := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	connection, err := stan.Connect(clusterID, clientID, stan.NatsURL(url),
		stan.SetConnectionLostHandler(func(_ stan.Conn, why error) { say("problem connection lost %v", why) }))
	if err != nil {
		say("problem connect %v", err)
		os.Exit(1)
	}
	handler := func(name string) stan.MsgHandler {
		return func(m *stan.Msg) { say("received %s %s %d", name, m.Data, m.Sequence) }
	}
	check(connection.Subscribe(channel, handler("plain")))
	check(connection.Subscribe(channel, handler("durable"), stan.DurableName("witness")))
	check(connection.QueueSubscribe(channel, "group", handler("member1")))
	check(connection.QueueSubscribe(channel, "group", handler("member2")))
	for number := 1; ; number++ {
		current := number
		_, err := connection.PublishAsync(channel, []byte(strconv.Itoa(current)), func(_ string, err error) {
			if err == nil {
				say("acked %d", current)
			} else {
				say("unacknowledged %d %v", current, err)
			}
		})
		if err != nil { // without a connection stan.go does not keep messages for later
			say("unacknowledged %d %v", current, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func check(_ stan.Subscription, err error) {
	if err != nil {
		say("problem subscribe %v", err)
	}
}
