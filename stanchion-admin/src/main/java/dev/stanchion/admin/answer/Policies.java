package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/** The policies that hold now, from the top to the bottom. Immutable. */
public record Policies(List<PolicySetting> policies, Instant asOf) {
    public Policies {
        policies = List.copyOf(policies);
    }
}
