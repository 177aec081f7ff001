package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.server.flags.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuplicateClientsFlagTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/op");

    private static Request read(String... arguments) {
        return ServerCommandLine.read(
                List.of(arguments), Dialect.STANCHION_SERVER, ENVIRONMENT, "2.10.29");
    }

    @Test
    void shouldReadWhatBecomesOfDuplicateClients() {
        // when
        Request started = read("--duplicate-clients=orders*=lease:8,web=replace");

        // then
        assertThat(((Request.Start) started).options().duplicatePolicies())
                .isEqualTo(DuplicatePolicies.parse("orders*=lease:8,web=replace"));
    }

    @Test
    void shouldSayWhatIsWrongWithAPolicyForDuplicates() {
        // when
        Request refused = read("--duplicate-clients", "a=replace,orders=leas");

        // then
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .isEqualTo(
                        "invalid value \"a=replace,orders=leas\" for flag -duplicate-clients:"
                                + " \"orders=leas\" (expected: reject, replace, lease or"
                                + " lease:<slots> behind the =)");
    }

    @Test
    void shouldNotLeaseSlotsWhenStrict() {
        // when
        Request failed = read("--duplicate-clients", "orders=lease", "--compat", "strict");

        // then
        assertThat(((Request.Fail) failed).failure())
                .isEqualTo(
                        new Request.Failure.OfStreaming(
                                "duplicate clients: \"orders=lease\" (expected: no lease with"
                                        + " strict compatibility, where copies cannot be told"
                                        + " apart)"));
    }
}
