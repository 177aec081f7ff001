'use strict'
// Drives node-nats-streaming, whichever version is installed beside it; ../README.md says what it
// is told and what it tells.

const crypto = require('crypto')
const readline = require('readline')
const streaming = require('node-nats-streaming')

const LARGEST_SHOWN = 4096
const connections = new Map()
const subscriptions = new Map()

const tell = (fields) => process.stdout.write(JSON.stringify(fields) + '\n')
const textOf = (error) => (error instanceof Error ? error.message : String(error))

/** Answers a request once; the library may report one failure through several events. */
function answering (request) {
  let answered = false
  return (fields) => {
    if (!answered) {
      answered = true
      tell({ id: request.id, ...fields })
    }
  }
}

function payload (request) {
  const unit = Buffer.from(request.data, 'base64')
  return request.size === undefined ? unit : Buffer.alloc(Number(request.size), unit)
}

const operations = {
  connect (request, answer) {
    const [url, ...others] = request.url.split(',')
    const options = { url }
    if (others.length > 0) options.servers = others
    if (request.pingSeconds !== undefined) {
      options.stanPingInterval = request.pingSeconds * 1000
      options.stanMaxPingOut = Number(request.pingsOut)
    }
    if (request.reconnectMillis !== undefined) {
      options.reconnectTimeWait = Number(request.reconnectMillis)
    }
    const stan = streaming.connect(request.cluster, request.client, options)
    stan.on('connect', () => {
      connections.set(request.connection, stan)
      answer({})
    })
    stan.on('error', (error) => {
      answer({ error: textOf(error) })
      if (connections.get(request.connection) === stan) {
        tell({ event: 'error', connection: request.connection, error: textOf(error) })
      }
    })
    stan.on('connection_lost', (error) =>
      tell({ event: 'lost', connection: request.connection, error: textOf(error) }))
    stan.on('disconnect', () => tell({ event: 'disconnected', connection: request.connection }))
    stan.on('reconnect', () => tell({ event: 'reconnected', connection: request.connection }))
  },

  publish (request, answer) {
    const stan = connections.get(request.connection)
    const failed = (error) => answer({ error: textOf(error) })
    stan.once('error', failed)
    stan.publish(request.channel, payload(request), (error, guid) => {
      stan.removeListener('error', failed)
      answer(error ? { error: textOf(error) } : { guid })
    })
  },

  publishAsync (request, answer) {
    const stan = connections.get(request.connection)
    const acked = (error, guid) => {
      const event = { event: 'acked', publishing: request.publishing, guid }
      tell(error ? { ...event, error: textOf(error) } : event)
    }
    const guids = []
    const first = Number(request.from || 0)
    for (let i = first; i < first + Number(request.count); i++) {
      guids.push(stan.publish(request.channel, (request.prefix || '') + i, acked))
    }
    answer({ guids: guids.join() })
  },

  subscribe (request, answer) {
    const stan = connections.get(request.connection)
    const subscription = stan.subscribe(request.channel, request.queue, options(stan, request))
    const received = new Map()
    subscriptions.set(request.subscription, { subscription, received })
    subscription.on('message', (message) => {
      received.set(message.getSequence(), message)
      tell(described(request.subscription, message))
    })
    subscription.on('ready', () => answer({}))
    subscription.on('error', (error) => answer({ error: textOf(error) }))
    subscription.on('timeout', (error) => answer({ error: textOf(error) }))
  },

  ack (request, answer) {
    const { received } = subscriptions.get(request.subscription)
    for (let i = Number(request.first); i <= Number(request.last); i++) {
      received.get(i).ack()
    }
    answer({})
  },

  unsubscribe: (request, answer) => end(request, answer, 'unsubscribe', 'unsubscribed'),
  closeSubscription: (request, answer) => end(request, answer, 'close', 'closed'),

  close (request, answer) {
    const stan = connections.get(request.connection)
    stan.once('close', (error) => answer(error ? { error: textOf(error) } : {}))
    stan.close()
  },

  drop (request, answer) {
    const stan = connections.get(request.connection)
    clearTimeout(stan.pingTimer) // would outlive the connection, as it would not outlive a process
    stan.nc.close()
    answer({})
  }
}

function options (stan, request) {
  const options = stan.subscriptionOptions()
  if (request.durable !== undefined) options.setDurableName(request.durable)
  if (request.manualAcks) options.setManualAckMode(true)
  if (request.ackWaitSeconds !== undefined) options.setAckWait(request.ackWaitSeconds * 1000)
  if (request.maxInFlight !== undefined) options.setMaxInFlight(Number(request.maxInFlight))
  switch (request.start) {
    case 'new': options.setStartAt(streaming.StartPosition.NEW_ONLY); break
    case 'last': options.setStartWithLastReceived(); break
    case 'first': options.setDeliverAllAvailable(); break
    case 'sequence': options.setStartAtSequence(Number(request.startSequence)); break
    case 'time': options.setStartTime(new Date(Number(request.startEpochMillis))); break
  }
  return options
}

function described (name, message) {
  const data = message.getRawData()
  const fields = {
    event: 'message',
    subscription: name,
    channel: message.getSubject(),
    sequence: message.getSequence(),
    redelivered: message.isRedelivered(),
    size: data.length,
    sha256: crypto.createHash('sha256').update(data).digest('hex')
  }
  if (data.length <= LARGEST_SHOWN) fields.data = data.toString('base64')
  if (message.getRedeliveryCount) fields.redeliveryCount = message.getRedeliveryCount()
  return fields
}

function end (request, answer, method, event) {
  const { subscription } = subscriptions.get(request.subscription)
  subscription.once(event, () => answer({}))
  subscription.once('error', (error) => answer({ error: textOf(error) }))
  subscription.once('timeout', (error) => answer({ error: textOf(error) }))
  subscription[method]()
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line)
  const answer = answering(request)
  try {
    operations[request.op](request, answer)
  } catch (error) {
    answer({ error: textOf(error) })
  }
}).on('close', () => process.exit(0))
