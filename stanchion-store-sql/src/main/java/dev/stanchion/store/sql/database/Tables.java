package dev.stanchion.store.sql.database;

import java.util.List;

/**
 * The statements that create missing tables. Pure.
 *
 * <p>The tables of NATS Streaming have the columns of {@code spec/stores.md} 4.1 in the same order,
 * because the Go server inserts into {@code Messages} without column names (4.6). The statements
 * correct the errors in the scripts of NATS Streaming. {@link Migration} corrects the same errors
 * in existing tables.
 */
final class Tables {
    /**
     * The maximum number of characters that a MySQL index holds, at four bytes for each character.
     */
    static final int INDEXED_CHARACTERS = 256;

    private static final List<String> POSTGRES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS ServerInfo (uniquerow INTEGER DEFAULT 1,
                        id VARCHAR(1024), proto BYTEA, version INTEGER, PRIMARY KEY (uniquerow))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Clients (id VARCHAR(1024), hbinbox TEXT,
                        proto BYTEA, PRIMARY KEY (id))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Channels (id INTEGER, name VARCHAR(1024) NOT NULL,
                        maxseq BIGINT DEFAULT 0, maxmsgs INTEGER DEFAULT 0,
                        maxbytes BIGINT DEFAULT 0, maxage BIGINT DEFAULT 0,
                        deleted BOOL DEFAULT FALSE, PRIMARY KEY (id))\
                    """,
                    "CREATE INDEX IF NOT EXISTS Idx_ChannelsName ON Channels (name)",
                    """
                    CREATE TABLE IF NOT EXISTS Messages (id INTEGER, seq BIGINT, timestamp BIGINT,
                        size INTEGER, data BYTEA, CONSTRAINT PK_MsgKey PRIMARY KEY (id, seq))\
                    """,
                    "CREATE INDEX IF NOT EXISTS Idx_MsgsTimestamp ON Messages (timestamp)",
                    """
                    CREATE TABLE IF NOT EXISTS Subscriptions (id INTEGER, subid BIGINT,
                        lastsent BIGINT DEFAULT 0, proto BYTEA, deleted BOOL DEFAULT FALSE,
                        CONSTRAINT PK_SubKey PRIMARY KEY (id, subid))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS SubsPending (subid BIGINT, "row" BIGINT,
                        seq BIGINT DEFAULT 0, lastsent BIGINT DEFAULT 0, pending BYTEA, acks BYTEA,
                        CONSTRAINT PK_MsgPendingKey PRIMARY KEY (subid, "row"))\
                    """,
                    "CREATE INDEX IF NOT EXISTS Idx_SubsPendingSeq ON SubsPending (seq)",
                    """
                    CREATE TABLE IF NOT EXISTS StoreLock (id VARCHAR(30), tick BIGINT DEFAULT 0,
                        uniquerow INTEGER DEFAULT 1,
                        CONSTRAINT Idx_StoreLockRow UNIQUE (uniquerow))\
                    """);

    private static final List<String> MYSQL =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS ServerInfo (uniquerow INT DEFAULT 1,
                        id VARCHAR(1024), proto LONGBLOB, version INTEGER,
                        PRIMARY KEY (uniquerow)) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Clients (
                        id VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                        hbinbox TEXT, proto LONGBLOB, PRIMARY KEY (id(256))) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Channels (id INTEGER,
                        name VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
                        maxseq BIGINT UNSIGNED DEFAULT 0, maxmsgs INTEGER DEFAULT 0,
                        maxbytes BIGINT DEFAULT 0, maxage BIGINT DEFAULT 0,
                        deleted BOOL DEFAULT FALSE, PRIMARY KEY (id),
                        INDEX Idx_ChannelsName (name(256))) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Messages (id INTEGER, seq BIGINT UNSIGNED,
                        timestamp BIGINT, size INTEGER, data LONGBLOB,
                        CONSTRAINT PK_MsgKey PRIMARY KEY (id, seq),
                        INDEX Idx_MsgsTimestamp (timestamp)) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS Subscriptions (id INTEGER, subid BIGINT UNSIGNED,
                        lastsent BIGINT UNSIGNED DEFAULT 0, proto LONGBLOB,
                        deleted BOOL DEFAULT FALSE,
                        CONSTRAINT PK_SubKey PRIMARY KEY (id, subid)) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS SubsPending (subid BIGINT UNSIGNED,
                        `row` BIGINT UNSIGNED, seq BIGINT UNSIGNED DEFAULT 0,
                        lastsent BIGINT UNSIGNED DEFAULT 0, pending LONGBLOB, acks LONGBLOB,
                        CONSTRAINT PK_MsgPendingKey PRIMARY KEY (subid, `row`),
                        INDEX Idx_SubsPendingSeq (seq)) ENGINE=InnoDB\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS StoreLock (id VARCHAR(30),
                        tick BIGINT UNSIGNED DEFAULT 0, uniquerow INTEGER DEFAULT 1,
                        CONSTRAINT Idx_StoreLockRow UNIQUE (uniquerow)) ENGINE=InnoDB\
                    """);

    /**
     * Stanchion's own tables: the additional data of channels, subscriptions and clients, and the
     * holder of the lock.
     */
    private static final List<String> OWN =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS StanchionChannels (id INTEGER NOT NULL,
                        lastseq BIGINT NOT NULL, lasttimestamp BIGINT NOT NULL,
                        PRIMARY KEY (id))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS StanchionSubscriptions (id INTEGER NOT NULL,
                        subid BIGINT NOT NULL, localid BIGINT NOT NULL,
                        PRIMARY KEY (id, subid))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS StanchionClients (id VARCHAR(1024) %s NOT NULL,
                        hbinbox TEXT, claimedid VARCHAR(1024), token VARCHAR(255),
                        PRIMARY KEY (%s))\
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS StanchionHolder (uniquerow INTEGER NOT NULL,
                        id VARCHAR(30), holder VARCHAR(1024), PRIMARY KEY (uniquerow))\
                    """);

    private static final String EPOCH =
            """
            CREATE TABLE IF NOT EXISTS StanchionEpoch (uniquerow INTEGER NOT NULL,
                epoch BIGINT NOT NULL, session VARCHAR(64), PRIMARY KEY (uniquerow))\
            """;

    /** The guids of the newest messages of a group; the numbers grow from term to term. */
    private static final String RECENT =
            """
            CREATE TABLE IF NOT EXISTS StanchionRecent (nr BIGINT NOT NULL, id INTEGER NOT NULL,
                seq BIGINT NOT NULL, guids %s NOT NULL, PRIMARY KEY (nr))\
            """;

    private Tables() {}

    /** Returns the table of a group's lock. */
    static String ofGroup(Dialect dialect) {
        return switch (dialect) {
            case POSTGRES -> EPOCH;
            case MYSQL -> EPOCH + " ENGINE=InnoDB";
        };
    }

    /** Returns the statements for the table of guids. */
    static List<String> ofRecent(Dialect dialect) {
        return switch (dialect) {
            case POSTGRES ->
                    List.of(
                            RECENT.formatted("BYTEA"),
                            "CREATE INDEX IF NOT EXISTS Idx_StanchionRecent ON StanchionRecent"
                                    + " (id, seq)");
            case MYSQL ->
                    List.of(
                            RECENT.formatted("LONGBLOB")
                                            .replace(
                                                    "PRIMARY KEY (nr)",
                                                    "PRIMARY KEY (nr), INDEX Idx_StanchionRecent (id, seq)")
                                    + " ENGINE=InnoDB");
        };
    }

    static List<String> ofNatsStreaming(Dialect dialect) {
        return switch (dialect) {
            case POSTGRES -> POSTGRES;
            case MYSQL -> MYSQL;
        };
    }

    static List<String> ofStanchion(Dialect dialect) {
        return switch (dialect) {
            case POSTGRES -> OWN.stream().map(sql -> sql.formatted("", "id")).toList();
            case MYSQL ->
                    OWN.stream()
                            .map(sql ->
                                    sql.formatted(
                                                    "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                                                    "id(" + INDEXED_CHARACTERS + ")")
                                            + " ENGINE=InnoDB")
                            .toList();
        };
    }
}
