package dev.stanchion.admin.answer;

import java.util.Map;

/** A reason why messages do not arrive. Immutable. */
public record Standstill(
        String code, boolean wrong, String sentence, String remedy, Map<String, Object> facts) {
    public Standstill {
        facts = Map.copyOf(facts);
    }
}
