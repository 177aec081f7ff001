package dev.stanchion.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.identity.DuplicatePolicy.Lease;
import dev.stanchion.engine.identity.DuplicatePolicy.Reject;
import dev.stanchion.engine.identity.DuplicatePolicy.Replace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicatePoliciesTest {
    @Test
    void shouldReadWhatOperatorsWrite() {
        // when
        DuplicatePolicies policies =
                DuplicatePolicies.parse(" orders*=lease:8, web-*=replace,audit=reject,a=lease ");

        // then
        assertThat(policies.rules())
                .containsExactly(
                        new DuplicatePolicies.Rule("orders*", new Lease(8)),
                        new DuplicatePolicies.Rule("web-*", new Replace()),
                        new DuplicatePolicies.Rule("audit", new Reject()),
                        new DuplicatePolicies.Rule("a", new Lease(Lease.UNLIMITED)));
        assertThat(DuplicatePolicies.parse(policies.toString())).isEqualTo(policies);
    }

    @Test
    void shouldRejectWhateverNoRuleFits() {
        assertThat(DuplicatePolicies.parse("").of("orders")).isEqualTo(new Reject());
        assertThat(DuplicatePolicies.parse("orders=replace").of("orders2")).isEqualTo(new Reject());
    }

    @Test
    void shouldLetTheFirstRuleThatFitsDecide() {
        // when
        DuplicatePolicies policies = DuplicatePolicies.parse("web-1=reject,web-*=replace,*=lease");

        // then
        assertThat(policies.of("web-1")).isEqualTo(new Reject());
        assertThat(policies.of("web-2")).isEqualTo(new Replace());
        assertThat(policies.of("web")).isEqualTo(new Lease(Lease.UNLIMITED));
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "orders, orders, true",
        "orders, orders-2, false",
        "orders*, orders, true",
        "orders*, order, false",
        "*-web, a-web-web, true",
        "*-web, a-web-we, false",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*b*c, acb, false",
        "**, x, true",
        "a*a, a, false"
    })
    void shouldLetAStarStandForAnything(String pattern, String clientId, boolean fits) {
        assertThat(new DuplicatePolicies.Rule(pattern, new Replace()).fits(clientId))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | \"orders\" (expected: <client ID or pattern>=<policy>)",
                "orders=leas | \"orders=leas\" (expected: reject, replace, lease or lease:<slots>",
                "orders=lease:0 | \"orders=lease:0\" (expected: reject, replace, lease or",
                "orders=lease: | \"orders=lease:\" (expected: reject, replace, lease or",
                "orders=lease:9999999999 | \"orders=lease:9999999999\" (expected: reject,",
                "orders= | \"orders=\" (expected: reject, replace, lease or lease:<slots>",
                "a.b=lease | \"a.b=lease\" (expected: a client ID before the =",
                "=lease | \"=lease\" (expected: a client ID before the =",
                "a=lease,,b=lease | \"\" (expected: <client ID or pattern>=<policy>)",
                "a=lease,a=replace | \"a=replace\" (expected: to come before a=lease, which",
                "*=reject,a*=replace | \"a*=replace\" (expected: to come before *=reject, which",
            })
    void shouldSayWhatIsWrongWithARule(String text, String why) {
        assertThatThrownBy(() -> DuplicatePolicies.parse(text))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageStartingWith("duplicate policy " + why);
    }

    @Test
    void shouldNotLeaseSlotsToClientsThatCannotBeToldApart() {
        // given
        EngineOptions strict =
                EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true);

        // then
        assertThatThrownBy(() -> strict.withDuplicatePolicies(DuplicatePolicies.parse("a=lease:2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duplicatePolicies: a=lease:2 (expected: no lease with STRICT)");
        assertThat(strict.withDuplicatePolicies(DuplicatePolicies.parse("a=replace"))).isNotNull();
    }
}
