package dev.stanchion.dist.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityProvidersTest {
    @Test
    void shouldKeepThoseThatAreThereAndNumberThemAnew() {
        assertThat(
                        SecurityProviders.keep(
                                List.of(
                                        "# security.provider.n=NAME",
                                        "security.provider.1=SUN",
                                        "security.provider.2=XMLDSig",
                                        "security.provider.3=SunPKCS11 ${java.home}/x",
                                        "security.provider.4=SunEC",
                                        "securerandom.source=file:/dev/random"),
                                Set.of("SUN", "SunEC")))
                .containsExactly(
                        "# security.provider.n=NAME",
                        "security.provider.1=SUN",
                        "security.provider.2=SunEC",
                        "securerandom.source=file:/dev/random");
    }
}
