package dev.stanchion.client;

import dev.stanchion.protocol.ClientIdSyntax;
import dev.stanchion.protocol.Quoted;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The name under which a connection registers; at any time at most one live connection may hold it.
 *
 * <p>A value is the ordered list of names to try: {@linkplain #slot slots} have several, everything
 * else has one. The next one is tried only when the server answers {@code stan: clientID already
 * registered}.
 *
 * <p>Which to choose: {@link #random()} where nothing is remembered between runs or where position
 * belongs to a durable queue group; {@link #slot} or {@link #fromEnvironment()} for copies of a
 * service with plain durables, whose position belongs to the client ID; {@link #fixed} where there
 * is exactly one.
 *
 * <p>Immutable.
 *
 * @param candidates the IDs to try in this order; at least one, each valid
 */
public record ClientId(List<String> candidates) {
    private static final int RANDOM_BYTES = 4;
    private static final List<String> POD_VARIABLES = List.of("POD_NAME", "HOSTNAME");

    public ClientId {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw Failures.invalid("no client ID", "Name at least one.");
        }
        candidates.forEach(ClientId::check);
    }

    /** Generates an ID of four random bytes in hex, like {@code 9f86d081}. */
    public static ClientId random() {
        return random("");
    }

    /**
     * Generates {@code <prefix>-<four random bytes in hex>}.
     *
     * @param prefix letters, digits, {@code -} or {@code _}; empty for none
     * @throws StreamingException ({@code INVALID}) if the prefix has another character
     */
    public static ClientId random(String prefix) {
        return random(prefix, new SecureRandom());
    }

    static ClientId random(String prefix, RandomGenerator chance) {
        byte[] bytes = new byte[RANDOM_BYTES];
        chance.nextBytes(bytes);
        String suffix = HexFormat.of().formatHex(bytes);
        return fixed(prefix.isEmpty() ? suffix : prefix + "-" + suffix);
    }

    /**
     * Takes exactly this ID.
     *
     * @throws StreamingException ({@code INVALID}) naming the character that is not allowed
     */
    public static ClientId fixed(String id) {
        return new ClientId(List.of(id));
    }

    /**
     * Takes the pod's name from {@code POD_NAME}, else {@code HOSTNAME}; Kubernetes sets the
     * latter.
     *
     * @throws StreamingException ({@code INVALID}) saying what to set, if neither is or it is not a
     *     valid ID
     */
    public static ClientId fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    static ClientId fromEnvironment(Map<String, String> environment) {
        return POD_VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(ClientId::fixed)
                .orElseThrow(ClientId::noPodName);
    }

    /**
     * Takes the first of {@code name-0} to {@code name-<count-1>} that no live connection holds. A
     * restarted copy finds the slot it left, and with it its durables. Works with any server.
     *
     * @param count how many slots there are, at least 1
     */
    public static ClientId slot(String name, int count) {
        if (count < 1) {
            throw Failures.invalid(
                    "slots: " + count + " (expected: at least 1)", "Give one slot to each copy.");
        }
        return new ClientId(IntStream.range(0, count).mapToObj(n -> name + "-" + n).toList());
    }

    private static StreamingException noPodName() {
        return Failures.invalid(
                "no client ID in the environment: neither POD_NAME nor HOSTNAME is set",
                "Set POD_NAME to the pod's name (fieldPath: metadata.name).");
    }

    private static void check(String id) {
        if (ClientIdSyntax.isValid(id)) {
            return;
        }
        String remedy = "Letters, digits, '-' and '_' are allowed.";
        if (id.isEmpty()) {
            throw Failures.invalid("the client ID is empty", remedy);
        }
        String bad =
                id.codePoints()
                        .mapToObj(Character::toString)
                        .filter(character -> !ClientIdSyntax.isValid(character))
                        .findFirst()
                        .orElse("");
        throw Failures.invalid(
                "client ID %s has %s at position %d"
                        .formatted(Quoted.quote(id), Quoted.quote(bad), id.indexOf(bad) + 1),
                remedy);
    }
}
