package dev.stanchion.kit.database;

import java.util.List;

/** The tables of NATS Streaming's SQL store as {@code spec/stores.md} 4.1 describes them. */
final class GoTables {
    static final List<String> POSTGRES =
            List.of(
                    "CREATE TABLE ServerInfo (uniquerow INTEGER DEFAULT 1 PRIMARY KEY,"
                            + " id VARCHAR(1024), proto BYTEA, version INTEGER)",
                    "CREATE TABLE Clients (id VARCHAR(1024) PRIMARY KEY, hbinbox TEXT)",
                    "ALTER TABLE Clients ADD proto BYTEA",
                    "CREATE TABLE Channels (id INTEGER PRIMARY KEY, name VARCHAR(1024) NOT NULL,"
                            + " maxseq BIGINT DEFAULT 0, maxmsgs INTEGER DEFAULT 0,"
                            + " maxbytes BIGINT DEFAULT 0, maxage BIGINT DEFAULT 0,"
                            + " deleted BOOL DEFAULT FALSE)",
                    "CREATE INDEX Idx_ChannelsName ON Channels (name(256))",
                    "CREATE TABLE Messages (id INTEGER, seq BIGINT, timestamp BIGINT, size INTEGER,"
                            + " data BYTEA, CONSTRAINT PK_MsgKey PRIMARY KEY (id, seq))",
                    "CREATE INDEX Idx_MsgsTimestamp ON Messages (timestamp)",
                    "CREATE TABLE Subscriptions (id INTEGER, subid BIGINT, lastsent BIGINT DEFAULT"
                            + " 0, proto BYTEA, deleted BOOL DEFAULT FALSE,"
                            + " CONSTRAINT PK_SubKey PRIMARY KEY (id, subid))",
                    "CREATE TABLE SubsPending (subid BIGINT, row BIGINT, seq BIGINT DEFAULT 0,"
                            + " lastsent BIGINT DEFAULT 0, pending BYTEA, acks BYTEA,"
                            + " CONSTRAINT PK_MsgPendingKey PRIMARY KEY (subid, row))",
                    "CREATE INDEX Idx_SubsPendingSeq ON SubsPending (seq)",
                    "CREATE TABLE StoreLock (id VARCHAR(30), tick BIGINT DEFAULT 0)");

    static final List<String> MYSQL =
            List.of(
                    "CREATE TABLE ServerInfo (uniquerow INT DEFAULT 1 PRIMARY KEY,"
                            + " id VARCHAR(1024), proto BLOB, version INTEGER)",
                    "CREATE TABLE Clients (id VARCHAR(1024), hbinbox TEXT, PRIMARY KEY (id(256)))",
                    "ALTER TABLE Clients ADD proto BLOB",
                    "CREATE TABLE Channels (id INTEGER PRIMARY KEY, name VARCHAR(1024) NOT NULL,"
                            + " maxseq BIGINT UNSIGNED DEFAULT 0, maxmsgs INTEGER DEFAULT 0,"
                            + " maxbytes BIGINT DEFAULT 0, maxage BIGINT DEFAULT 0,"
                            + " deleted BOOL DEFAULT FALSE, INDEX Idx_ChannelsName (name(256)))",
                    "CREATE TABLE Messages (id INTEGER, seq BIGINT UNSIGNED, timestamp BIGINT,"
                            + " size INTEGER, data BLOB, CONSTRAINT PK_MsgKey PRIMARY KEY (id, seq),"
                            + " INDEX Idx_MsgsTimestamp (timestamp))",
                    "CREATE TABLE Subscriptions (id INTEGER, subid BIGINT UNSIGNED,"
                            + " lastsent BIGINT UNSIGNED DEFAULT 0, proto BLOB,"
                            + " deleted BOOL DEFAULT FALSE,"
                            + " CONSTRAINT PK_SubKey PRIMARY KEY (id, subid))",
                    "CREATE TABLE SubsPending (subid BIGINT UNSIGNED, `row` BIGINT UNSIGNED,"
                            + " seq BIGINT UNSIGNED DEFAULT 0, lastsent BIGINT UNSIGNED DEFAULT 0,"
                            + " pending BLOB, acks BLOB,"
                            + " CONSTRAINT PK_MsgPendingKey PRIMARY KEY (subid, `row`),"
                            + " INDEX Idx_SubsPendingSeq (seq))",
                    "CREATE TABLE StoreLock (id VARCHAR(30), tick BIGINT UNSIGNED DEFAULT 0)");

    private GoTables() {}
}
