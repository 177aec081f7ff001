package dev.stanchion.server.api.live;

import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.EventStream.Outlet;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.HashMap;
import java.util.Map;

/** How many streams are open, in all and from each address. Confined to the port's thread. */
public final class OpenStreams {
    /** In all. */
    public static final int MOST = 64;

    /** From one address. */
    public static final int MOST_OF_ADDRESS = 8;

    private final Map<String, Integer> byAddress = new HashMap<>();
    private int all;

    /**
     * Requires that another stream may begin.
     *
     * @throws ProblemException if there are too many
     */
    public void requireRoom(String address) {
        if (all >= MOST) {
            throw tooMany("%d streams are open".formatted(all));
        }
        if (byAddress.getOrDefault(address, 0) >= MOST_OF_ADDRESS) {
            throw tooMany("%d streams are open from your address".formatted(MOST_OF_ADDRESS));
        }
    }

    private static ProblemException tooMany(String detail) {
        return new ProblemException(
                Problem.of(Code.TOO_MANY, detail)
                        .withRemedy("close another one, or ask for the data without a stream")
                        .withHeader("Retry-After", "10"));
    }

    /**
     * Begins a stream and counts it. If there is no room any more, it closes the stream.
     *
     * @return whether the stream has begun
     */
    public boolean admit(String address, Outlet to) {
        if (all >= MOST || byAddress.getOrDefault(address, 0) >= MOST_OF_ADDRESS) {
            to.close();
            return false;
        }
        all++;
        byAddress.merge(address, 1, Integer::sum);
        to.send(Events.BEGIN);
        return true;
    }

    /** Counts a stream that has ended. */
    public void end(String address) {
        all--;
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Returns how many are open. */
    public int count() {
        return all;
    }
}
