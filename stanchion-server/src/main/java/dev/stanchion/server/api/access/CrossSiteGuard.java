package dev.stanchion.server.api.access;

import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.List;
import java.util.Locale;

/**
 * Refuses changes that another site's page asks for in an operator's browser. Such a page can send
 * forms, but not JSON, and browsers say which site a request comes from. It holds for Basic
 * authentication, too, because browsers add it by themselves.
 */
public final class CrossSiteGuard {
    private CrossSiteGuard() {}

    /**
     * Requires that a call that may change something does not come from another site.
     *
     * @throws ProblemException otherwise
     */
    public static void require(Call call) {
        if (call.isSafe()) {
            return;
        }
        if (!call.mediaType().equals("application/json")) {
            throw refused(
                    "a change needs the header Content-Type: application/json",
                    "send Content-Type: application/json, also without a body");
        }
        for (String site : call.headers("Sec-Fetch-Site")) {
            if (!site.equals("same-origin")) {
                throw refused("the browser says that another site asks for this", "");
            }
        }
        for (String origin : call.headers("Origin")) {
            if (!isOf(origin, call.headers("Host"))) {
                throw refused("the request comes from the origin of another site", "");
            }
        }
    }

    private static boolean isOf(String origin, List<String> hosts) {
        int scheme = origin.indexOf("://");
        return scheme > 0
                && hosts.size() == 1
                && origin.substring(scheme + 3)
                        .toLowerCase(Locale.ROOT)
                        .equals(hosts.getFirst().strip().toLowerCase(Locale.ROOT));
    }

    private static ProblemException refused(String detail, String remedy) {
        return new ProblemException(Problem.of(Code.CROSS_SITE, detail).withRemedy(remedy));
    }
}
