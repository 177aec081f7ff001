package dev.stanchion.interop.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table at the end of a run. Pure. */
final class Report {
    private static final int BREACHES_SHOWN = 20;

    private final Settings settings;
    private final List<Happened> happened;
    private final List<ClientRecord> clients;
    private final Evidence evidence;
    private final List<Breach> breaches;

    Report(
            Settings settings,
            List<Happened> happened,
            List<ClientRecord> clients,
            Evidence evidence,
            List<Breach> breaches) {
        this.settings = settings;
        this.happened = List.copyOf(happened);
        this.clients = List.copyOf(clients);
        this.evidence = evidence;
        this.breaches = List.copyOf(breaches);
    }

    /** Returns the lines of the report. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "chaos: seed %d, %d min, store %s, clients %s"
                        .formatted(
                                settings.seed(),
                                settings.length().toMinutes(),
                                settings.store().name().toLowerCase(Locale.ROOT),
                                settings.clients().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))));
        lines.add("");
        lines.add(
                "%-22s %5s   %s %9s %9s   %s"
                        .formatted(
                                "", "times", "silence: median", "99 %", "longest", "unanswered"));
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            if (settings.kinds().contains(kind)) {
                lines.add(row(kind.label(), each -> each == kind));
            }
        }
        lines.add(row("all takeovers", Trouble.Kind::isTakeover));
        lines.add("");
        lines.add(messages());
        lines.addAll(strange());
        lines.add(
                breaches.isEmpty()
                        ? "every promise was kept"
                        : breaches.size() + " breaches of promises:");
        breaches.stream().limit(BREACHES_SHOWN).map(Object::toString).forEach(lines::add);
        if (breaches.size() > BREACHES_SHOWN) {
            lines.add("…");
        }
        return lines;
    }

    /** Returns the unanswered publishes of times when one Stanchion was active all along. */
    private List<String> strange() {
        List<Happened> calm =
                happened.stream().filter(each -> !each.trouble().kind().isTakeover()).toList();
        return Checker.unanswered(evidence).stream()
                .filter(publish ->
                        calm.stream().anyMatch(each -> each.includes(publish.sentAtNanos())))
                .limit(BREACHES_SHOWN)
                .map(publish -> "unanswered without a takeover: " + publish.described())
                .toList();
    }

    private String row(String label, Predicate<Trouble.Kind> kinds) {
        List<Happened> chosen =
                happened.stream().filter(each -> kinds.test(each.trouble().kind())).toList();
        Silences silences = silences(chosen);
        long unanswered =
                Checker.unanswered(evidence).stream()
                        .filter(publish ->
                                chosen.stream()
                                        .anyMatch(each -> each.includes(publish.sentAtNanos())))
                        .count();
        return String.format(
                Locale.ROOT,
                "%-22s %5d   %13.2f s %7.2f s %7.2f s   %10d",
                label,
                chosen.size(),
                silences.medianSeconds(),
                silences.almostAllSeconds(),
                silences.longestSeconds(),
                unanswered);
    }

    private Silences silences(List<Happened> chosen) {
        List<Long> nanos = new ArrayList<>();
        for (Happened each : chosen) {
            for (ClientRecord client : clients) {
                nanos.add(
                        Math.max(
                                Silences.longest(
                                        client.ackedAtNanos(), each.fromNanos(), each.toNanos()),
                                Silences.longest(
                                        client.deliveredAtNanos(),
                                        each.fromNanos(),
                                        each.toNanos())));
            }
        }
        return new Silences(nanos);
    }

    private String messages() {
        long again =
                evidence.listeners().values().stream()
                        .mapToLong(each ->
                                each.size()
                                        - each.stream().map(Delivery::sequence).distinct().count())
                        .sum();
        return ("%,d messages published: %,d acknowledged, %,d refused, %,d unanswered (%,d of them"
                        + " when the client's own connection ended), %,d not sent; %,d stored;"
                        + " %,d deliveries came again")
                .formatted(
                        evidence.publishes().size(),
                        count(Publish.Outcome.ACKNOWLEDGED),
                        count(Publish.Outcome.REFUSED),
                        count(Publish.Outcome.UNANSWERED),
                        count(Publish.Outcome.UNANSWERED) - Checker.unanswered(evidence).size(),
                        count(Publish.Outcome.NOT_SENT),
                        evidence.contents().size(),
                        again);
    }

    private long count(Publish.Outcome outcome) {
        return evidence.publishes().stream().filter(each -> each.outcome() == outcome).count();
    }
}
