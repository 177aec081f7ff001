package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.tls.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadPlanTest {
    private static ServerOptions options(int port, NatsSecurity security) {
        return ServerOptions.builder().port(port).security(security).build();
    }

    @Test
    void shouldTellWhatChanges() {
        // given
        NatsSecurity before =
                NatsSecurity.NONE.withAuthentication(
                        Authentication.NONE.withUsers(User.of("a", "p")));
        NatsSecurity after =
                NatsSecurity.NONE
                        .withAuthentication(Authentication.NONE.withToken("t0k3n"))
                        .withTls(TlsOptions.of(Path.of("c"), Path.of("k")));

        // when
        ReloadPlan plan = ReloadPlan.between(options(0, before), options(0, after));

        // then
        assertThat(plan.security()).isEqualTo(after);
        assertThat(plan.changes())
                .containsExactly("authorization users", "authorization token", "tls = enabled");
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.toString()).doesNotContain("t0k3n");
    }

    @Test
    void shouldRefuseWhatCannotChange() {
        assertThat(
                        ReloadPlan.between(
                                        options(15110, NatsSecurity.NONE),
                                        options(15112, NatsSecurity.NONE))
                                .refusals())
                .isEqualTo(List.of("config reload not supported for Port: old=15110, new=15112"));
    }
}
