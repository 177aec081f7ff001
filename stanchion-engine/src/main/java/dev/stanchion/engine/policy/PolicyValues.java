package dev.stanchion.engine.policy;

import dev.stanchion.engine.policy.Policy.CountOnDisconnect;
import dev.stanchion.engine.policy.Policy.MissingKey;
import dev.stanchion.engine.policy.Policy.OnParked;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads the values of keys, with their bounds. Pure. */
final class PolicyValues {
    private static final int MAX_DELIVERIES = 1_000_000;
    private static final int MAX_PAUSES = 32;
    private static final long MAX_PARKED = 1_000_000_000;
    private static final int MAX_WAITING = 1_000_000;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MAX_DIGITS = 10;

    private PolicyValues() {}

    /**
     * Returns the policy with another value of a key.
     *
     * @throws PolicyException if it is not one for the key
     */
    static Policy change(Policy policy, PolicyKey key, String value) {
        return switch (key) {
            case MAX_DELIVERIES ->
                    policy.withMaxDeliveries((int) whole(key, value, 0, MAX_DELIVERIES));
            case BACKOFF -> policy.withBackoff(pauses(key, value));
            case PARKED_MAX_MSGS -> policy.withParkedMaxMessages(whole(key, value, 0, MAX_PARKED));
            case PARKED_MAX_AGE ->
                    policy.withParkedMaxAge(
                            time(key, value, age -> age.compareTo(YEAR.multipliedBy(10)) <= 0));
            case KEY -> policy.withKey(KeyExpression.parse(value));
            case MAX_WAITING -> policy.withMaxWaiting((int) whole(key, value, 1, MAX_WAITING));
            case ON_PARKED -> policy.withOnParked(word(key, value, OnParked.values()));
            case MISSING_KEY -> policy.withMissingKey(word(key, value, MissingKey.values()));
            case DELAY -> policy.withDelay(time(key, value, delay -> delay.compareTo(YEAR) <= 0));
            case COUNT_ON_DISCONNECT ->
                    policy.withCountOnDisconnect(word(key, value, CountOnDisconnect.values()));
        };
    }

    private static long whole(PolicyKey key, String value, long least, long most) {
        if (value.isEmpty()
                || value.length() > MAX_DIGITS
                || value.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw wrong(key, value);
        }
        long number = Long.parseLong(value);
        if (number < least || number > most) {
            throw wrong(key, value);
        }
        return number;
    }

    private static List<Duration> pauses(PolicyKey key, String value) {
        String[] parts = value.split("/", MAX_PAUSES + 2);
        if (parts.length > MAX_PAUSES) {
            throw wrong(key, value);
        }
        return Arrays.stream(parts)
                .map(part ->
                        time(key, part, pause -> !pause.isZero() && pause.compareTo(YEAR) <= 0))
                .toList();
    }

    private static Duration time(PolicyKey key, String value, Predicate<Duration> isWithin) {
        return PolicyTime.parse(value).filter(isWithin).orElseThrow(() -> wrong(key, value));
    }

    private static <E extends Enum<E>> E word(PolicyKey key, String value, E[] values) {
        return Arrays.stream(values)
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(key, value));
    }

    private static PolicyException wrong(PolicyKey key, String value) {
        return new PolicyException(key.text() + ": \"" + value + "\"", key.expected());
    }
}
