package dev.stanchion.store.jetstream.names;

import dev.stanchion.protocol.ControlSubjects;
import dev.stanchion.protocol.EncodedName;
import java.util.Optional;

/**
 * The names that one cluster ID uses in NATS. Immutable. For the channel {@code tickets:created} of
 * the cluster ID {@code ticketing}:
 *
 * <pre>
 *   stream        STAN+ticketing+tickets=3Acreated
 *   subject       stan.ticketing.tickets:created
 *   gap subject   _STANCHION.ticketing.gap.tickets=3Acreated
 *   bucket        STAN_ticketing, with the keys lease, active, server, client.ID, channel.NAME,
 *                 sub.NAME.N
 * </pre>
 */
public final class ClusterNames {
    /** The default of the subjects' prefix. */
    public static final String DEFAULT_SUBJECTS = "stan.{cluster}";

    private static final int MAX_STREAM_CHARS = 255;
    private static final int KEPT_CHARS = 120;
    private static final int MAX_SUBJECT_BYTES = 3000;
    private static final String LEASE = "lease";
    private static final String ACTIVE = "active";
    private static final String SERVER = "server";
    private static final String CLIENT = "client.";
    private static final String CHANNEL = "channel.";
    private static final String SUBSCRIPTION = "sub.";

    private final String clusterId;
    private final String token;
    private final String subjectPrefix;
    private final String bucket;

    /**
     * @param subjects what the subjects of channels begin with; {@code {cluster}} stands for the
     *     encoded cluster ID
     */
    public ClusterNames(String clusterId, String subjects) {
        this.clusterId = clusterId;
        this.token = EncodedName.of(clusterId);
        this.subjectPrefix = subjects.replace("{cluster}", token) + ".";
        this.bucket = "STAN_" + (isBucketName(clusterId) ? clusterId : hashed(clusterId));
    }

    /** Names that are one token as they are have ASCII characters only. */
    private static boolean isBucketName(String text) {
        return EncodedName.of(text).equals(text) && !text.isEmpty() && text.length() <= KEPT_CHARS;
    }

    private static String hashed(String text) {
        return "_" + Encoded.digest(text);
    }

    public String clusterId() {
        return clusterId;
    }

    /** Returns the name of a channel's stream. */
    public String stream(String channel) {
        String name = token + "+" + EncodedName.of(channel);
        String full = "STAN+" + name;
        if (full.length() <= MAX_STREAM_CHARS) {
            return full;
        }
        return "STAN+" + name.substring(0, KEPT_CHARS) + "~" + Encoded.digest(name);
    }

    /** Returns the subject of a channel's messages. */
    public String subject(String channel) {
        return subjectPrefix + Encoded.subject(channel);
    }

    /** Returns the subject of messages that only occupy a sequence of a channel's stream. */
    public String gapSubject(String channel) {
        return ControlSubjects.gap(clusterId, channel);
    }

    /** Returns the subject that all channels' streams take some of, whatever their prefix is. */
    public String anyGapSubject() {
        return gapSubject("") + ">";
    }

    /** Tells whether NATS can carry the subjects of a channel. */
    public boolean fits(String channel) {
        return subject(channel).length() <= MAX_SUBJECT_BYTES
                && gapSubject(channel).length() <= MAX_SUBJECT_BYTES;
    }

    /** Returns the name of the bucket that contains the state. */
    public String bucket() {
        return bucket;
    }

    /** Returns the name of the bucket's stream. */
    public String bucketStream() {
        return "KV_" + bucket;
    }

    /** Returns what the subject of each key begins with. */
    public String keyPrefix() {
        return "$KV." + bucket + ".";
    }

    public String leaseKey() {
        return LEASE;
    }

    /** Returns the key that an active writes to find out whether it still is the active. */
    public String activeKey() {
        return ACTIVE;
    }

    public String serverKey() {
        return SERVER;
    }

    public String clientKey(String clientId) {
        return CLIENT + EncodedName.of(clientId);
    }

    public String channelKey(String channel) {
        return CHANNEL + EncodedName.of(channel);
    }

    public String subscriptionKey(String channel, long id) {
        return SUBSCRIPTION + EncodedName.of(channel) + "." + id;
    }

    /** Returns what a key is about; empty if no version of Stanchion writes such a key. */
    public Optional<StateKey> parseKey(String key) {
        if (key.equals(LEASE)) {
            return Optional.of(new StateKey.Lease());
        }
        if (key.equals(SERVER)) {
            return Optional.of(new StateKey.Server());
        }
        if (key.startsWith(CLIENT)) {
            return EncodedName.decode(key.substring(CLIENT.length())).map(StateKey.Client::new);
        }
        if (key.startsWith(CHANNEL)) {
            return EncodedName.decode(key.substring(CHANNEL.length())).map(StateKey.Channel::new);
        }
        return key.startsWith(SUBSCRIPTION)
                ? subscription(key.substring(SUBSCRIPTION.length()))
                : Optional.empty();
    }

    private static Optional<StateKey> subscription(String rest) {
        int dot = rest.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            long id = Long.parseLong(rest.substring(dot + 1));
            return EncodedName.decode(rest.substring(0, dot))
                    .map(channel -> new StateKey.Subscription(channel, id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
