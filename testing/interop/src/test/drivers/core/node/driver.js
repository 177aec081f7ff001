'use strict'
// Drives `nats` 2.x, or `@nats-io/transport-node` and the WebSockets of `@nats-io/nats-core`,
// whichever is installed beside it; ../README.md says what it is told and what it tells.

const crypto = require('crypto')
const fs = require('fs')
const readline = require('readline')

const LARGEST_SHOWN = 4096
const REQUEST_MILLIS = 20000

const modern = !('nats' in require('./package.json').dependencies)
const library = require(modern ? '@nats-io/transport-node' : 'nats')
const connections = new Map()
const subscriptions = new Map()
const queues = new Map()
const owners = new Map()

const tell = (fields) => process.stdout.write(JSON.stringify(fields) + '\n')
const textOf = (error) => (error instanceof Error ? error.message : String(error))

function payload (request) {
  const unit = Buffer.from(request.data, 'base64')
  return request.size === undefined ? unit : Buffer.alloc(Number(request.size), unit)
}

function headersOf (request) {
  if (request.headers === undefined) return undefined
  const headers = library.headers()
  for (const line of request.headers.split('\n')) {
    const colon = line.indexOf(': ')
    headers.append(line.slice(0, colon), line.slice(colon + 2))
  }
  return headers
}

function described (message) {
  const data = Buffer.from(message.data)
  const fields = {
    subject: message.subject,
    size: data.length,
    sha256: crypto.createHash('sha256').update(data).digest('hex')
  }
  if (data.length <= LARGEST_SHOWN) fields.data = data.toString('base64')
  if (message.headers) {
    fields.headers = Array.from(message.headers)
      .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
      .join('\n')
  }
  return fields
}

function options (request) {
  const options = { servers: request.url }
  if (request.user !== undefined) {
    options.user = request.user
    options.pass = request.password
  }
  if (request.token !== undefined) options.token = request.token
  if (request.nkeySeed !== undefined) {
    options.authenticator = library.nkeyAuthenticator(Buffer.from(request.nkeySeed))
  }
  if (request.reconnectMillis !== undefined) {
    options.reconnectTimeWait = Number(request.reconnectMillis)
    options.maxReconnectAttempts = -1
  }
  return options
}

function connectByTcp (request) {
  const tls = {}
  if (request.authority !== undefined) tls.caFile = request.authority
  if (request.certificate !== undefined) {
    tls.certFile = request.certificate
    tls.keyFile = request.key
  }
  const asked = options(request)
  if (Object.keys(tls).length > 0) asked.tls = tls
  return library.connect(asked)
}

/** Node 20 has no WebSocket of its own, and a browser's has no way to say whom to trust. */
function connectByWebSocket (request) {
  const WebSocket = require('ws')
  const read = (file) => (file === undefined ? undefined : fs.readFileSync(file))
  const tls = {
    ca: read(request.authority),
    cert: read(request.certificate),
    key: read(request.key)
  }
  const wsFactory = (url) => ({
    socket: new WebSocket(url, tls),
    encrypted: url.startsWith('wss://')
  })
  return library.wsconnect({ ...options(request), wsFactory })
}

const EVENTS = { disconnect: 'disconnected', reconnect: 'reconnected', ldm: 'lameDuck' }

/** 2.x tells a code and what it was about, 3.x an error. */
function reported (status) {
  return modern ? textOf(status.error) : `${status.data} ${JSON.stringify(status.permissionContext)}`
}

async function watch (name, connection) {
  for await (const status of connection.status()) {
    if (status.type in EVENTS) {
      tell({ event: EVENTS[status.type], connection: name })
    } else if (status.type === 'error') {
      tell({ event: 'error', connection: name, error: reported(status) })
    }
  }
}

const operations = {
  async connect (request) {
    const byWebSocket = request.url.startsWith('ws')
    const connection = await (byWebSocket ? connectByWebSocket(request) : connectByTcp(request))
    connections.set(request.connection, connection)
    watch(request.connection, connection)
  },

  publish (request, connection) {
    connection.publish(request.subject, payload(request), { headers: headersOf(request) })
  },

  async request (request, connection) {
    return described(await connection.request(
      request.subject, payload(request),
      { timeout: REQUEST_MILLIS, headers: headersOf(request) }))
  },

  async store (request, connection) {
    const ack = await connection.jetstream().publish(request.subject, payload(request))
    return { sequence: ack.seq }
  },

  subscribe (request, connection) {
    const name = request.subscription
    const asked = {
      callback: (error, message) => {
        if (error) {
          tell({ event: 'error', connection: request.connection, error: textOf(error) })
          return
        }
        tell({ event: 'message', subscription: name, ...described(message) })
        if (request.echo) message.respond(message.data, { headers: message.headers })
      }
    }
    if (request.queue !== undefined) asked.queue = request.queue
    if (request.max !== undefined) asked.max = Number(request.max)
    subscriptions.set(name, connection.subscribe(request.subject, asked))
  },

  unsubscribe (request) {
    subscriptions.get(request.subscription).unsubscribe()
  },

  flush: (request, connection) => connection.flush(),
  rtt: async (request, connection) => ({ nanos: Math.round(await connection.rtt() * 1e6) }),
  drain: (request, connection) => connection.drain(),
  close: (request, connection) => connection.close()
}

async function perform (request, owner) {
  try {
    const answer = await operations[request.op](request, connections.get(owner))
    tell({ ...answer, id: request.id })
  } catch (error) {
    tell({ id: request.id, error: textOf(error) })
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line)
  const owner = request.connection ?? owners.get(request.subscription)
  if (request.subscription !== undefined) owners.set(request.subscription, owner)
  const before = queues.get(owner) ?? Promise.resolve()
  queues.set(owner, before.then(() => perform(request, owner)))
}).on('close', () => process.exit(0))
