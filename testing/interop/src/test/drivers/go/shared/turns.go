package main

// Each connection has a goroutine that carries out what is asked about it, in order. Confined to the
// reader of standard input.
type turns struct {
	requests map[string]chan request
	owners   map[string]string // of subscriptions
}

func newTurns() turns {
	return turns{requests: map[string]chan request{}, owners: map[string]string{}}
}

func (d *driver) take(r request) {
	owner := r.Connection
	if owner == "" {
		owner = d.owners[r.Subscription]
	} else if r.Subscription != "" {
		d.owners[r.Subscription] = owner
	}
	requests := d.requests[owner]
	if requests == nil {
		requests = make(chan request, 1024)
		d.requests[owner] = requests
		go d.serve(requests)
	}
	requests <- r
}

func (d *driver) serve(requests chan request) {
	for r := range requests {
		answer, err := d.do(r)
		if answer == nil {
			answer = fields{}
		}
		if err != nil {
			answer["error"] = err.Error()
		}
		answer["id"] = r.ID
		tell(answer)
	}
}
