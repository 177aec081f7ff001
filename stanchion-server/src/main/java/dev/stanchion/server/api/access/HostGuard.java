package dev.stanchion.server.api.access;

import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses calls for other hosts. A web page can point its own name to this server's address, and
 * then the browser takes the server for the page's own. Its requests still name the page's host. An
 * address as the host is never such a name. Immutable.
 */
public final class HostGuard {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(%25[^\\]]*)?]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final Set<String> names = new HashSet<>();
    private final boolean takesAll;

    /**
     * @param options without users and hosts, only addresses and the server's own names are taken
     * @param ownNames the server's own names
     */
    public HostGuard(AdminOptions options, List<String> ownNames) {
        this.takesAll = !options.users().isEmpty() && options.hosts().isEmpty();
        names.add("localhost");
        ownNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        options.hosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        names.remove("");
    }

    /**
     * Requires that a call is for this server.
     *
     * @throws ProblemException otherwise
     */
    public void require(Call call) {
        List<String> hosts = call.headers("Host");
        if (hosts.size() != 1 || !isTaken(hosts.getFirst())) {
            throw new ProblemException(
                    Problem.of(
                                    Code.CROSS_SITE,
                                    hosts.size() == 1
                                            ? "the request is for the host \"%s\", which is not"
                                                            .formatted(shortened(hosts.getFirst()))
                                                    + " this server"
                                            : "the request does not have one header Host")
                            .withRemedy(
                                    "use an address of the server, or name the host in admin {"
                                            + " hosts: [...] }"));
        }
    }

    private static String shortened(String host) {
        return host.length() > 100 ? host.substring(0, 100) : host;
    }

    private boolean isTaken(String host) {
        String name = PORT.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return !name.isEmpty()
                && (takesAll
                        || names.contains(name)
                        || IPV4.matcher(name).matches()
                        || IPV6.matcher(name).matches());
    }
}
