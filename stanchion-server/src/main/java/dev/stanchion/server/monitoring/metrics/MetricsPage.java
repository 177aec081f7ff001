package dev.stanchion.server.monitoring.metrics;

import dev.stanchion.activity.ActivityReport;
import dev.stanchion.activity.witness.WitnessReport;
import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineLatencies;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.EngineSnapshot.Subscription;
import dev.stanchion.engine.EngineTotals;
import dev.stanchion.engine.finding.FindingKind;
import dev.stanchion.engine.finding.Findings;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.monitoring.GoTime;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The page of metrics. Immutable.
 *
 * @param name the value of the label {@code server}
 * @param streams the figures of streams in a NATS cluster, if there are any
 * @param maxLength the page leaves out channels that would make it longer
 */
public record MetricsPage(
        String name,
        ObservedServer server,
        ObservedEngine engine,
        ObservedGroup group,
        Optional<StoreFigures> streams,
        long maxLength)
        implements Pages {
    /** The default of {@link #maxLength}: enough for some tens of thousands of subscriptions. */
    public static final long USUAL_MAX_LENGTH = 32L * 1024 * 1024;

    private static final int CHANNELS_AT_ONCE = 256;
    private static final String GROUP = "group:";
    private static final String DURABLE = "durable:";

    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        Exposition page = new Exposition();
        return engine.totals(port)
                .thenCompose(totals -> {
                    addServer(page, totals);
                    return engine.latencies(port);
                })
                .thenCompose(latencies -> {
                    addLatencies(page, latencies);
                    return engine.findings(port);
                })
                .thenCompose(findings -> {
                    addFindings(page, findings);
                    return engine.channelNames(port);
                })
                .thenCompose(names -> addChannels(page, names.stream().sorted().toList(), port))
                .thenApply(leftOut -> {
                    page.add(Family.LEFT_OUT, Labels.NONE, leftOut);
                    return Page.text(Exposition.CONTENT_TYPE, page.text());
                });
    }

    private void addServer(Exposition page, EngineTotals totals) {
        Labels labels = ofServer();
        page.add(
                Family.SERVER_INFO,
                labels.and("cluster_id", server.clusterId())
                        .and("server_id", server.serverId())
                        .and("version", server.version())
                        .and("go_version", server.runtime())
                        .and("state", group.state())
                        .and("role", "")
                        .and("start_time", GoTime.of(server.started(), server.clock().getZone())),
                1);
        page.add(Family.SERVER_MSGS, labels, totals.messages());
        page.add(Family.SERVER_BYTES, labels, totals.bytes());
        page.add(Family.SERVER_CHANNELS, labels, totals.channels());
        page.add(Family.SERVER_SUBSCRIPTIONS, labels, totals.subscriptions());
        page.add(Family.SERVER_CLIENTS, labels, totals.clients());
        page.add(Family.IN_MESSAGES, labels, totals.inMessages());
        page.add(Family.IN_BYTES, labels, totals.inBytes());
        page.add(Family.OUT_MESSAGES, labels, totals.outMessages());
        page.add(Family.OUT_BYTES, labels, totals.outBytes());
        addGroup(page, labels);
        streams.ifPresent(figures -> StreamMetrics.add(page, labels, figures));
        page.addSeconds(Family.START_TIME, Labels.NONE, epochNanos(server.started()));
    }

    private void addGroup(Exposition page, Labels labels) {
        if (group.isThere()) {
            ActivityReport report = group.report();
            page.add(
                    Family.HA_INFO,
                    labels.and("role", report.role().name().toLowerCase(Locale.ROOT))
                            .and("active", report.holder()),
                    1);
            page.add(Family.HA_ACTIVE, labels, group.isActive() ? 1 : 0);
            page.add(Family.HA_EPOCH, labels, report.epoch());
            page.add(Family.HA_TAKEOVERS, labels, report.takeovers());
            page.addSeconds(Family.HA_TAKEOVER_SECONDS, labels, report.takeoverNanos());
            WitnessReport kept = group.kept();
            page.add(Family.HA_RING_MESSAGES, labels, kept.messages());
            page.add(Family.HA_RING_BYTES, labels, kept.bytes());
            page.add(Family.HA_OFFERED, labels, kept.offered());
            page.add(Family.HA_OVERFLOWED, labels, kept.overflowed());
            page.add(Family.HA_TAKEN, labels, kept.replayed());
        }
    }

    private Labels ofServer() {
        return Labels.NONE.and("server", name);
    }

    private void addLatencies(Exposition page, EngineLatencies latencies) {
        page.add(Family.PUBLISH_LATENCY, ofServer(), latencies.publish());
        page.add(Family.COMMIT_LATENCY, ofServer(), latencies.commit());
    }

    /** Adds a number for each kind that the server looks for, also if it is zero. */
    private static void addFindings(Exposition page, Findings findings) {
        for (FindingKind kind : findings.kinds().all()) {
            long live =
                    findings.live().stream().filter(each -> each.finding().kind() == kind).count();
            page.add(Family.FINDINGS, Labels.NONE.and("kind", kind.code()), live);
        }
    }

    /** Adds some channels, then the others. Returns how many it left out. */
    private CompletableFuture<Integer> addChannels(
            Exposition page, List<String> names, Executor port) {
        if (names.isEmpty() || page.length() >= maxLength) {
            return CompletableFuture.completedFuture(names.size());
        }
        int count = Math.min(CHANNELS_AT_ONCE, names.size());
        return engine.channels(names.subList(0, count), Detail.POSITIONS, port)
                .thenCompose(channels -> {
                    channels.forEach(channel -> add(page, channel));
                    return addChannels(page, names.subList(count, names.size()), port);
                });
    }

    private void add(Exposition page, Channel channel) {
        Labels labels = ofServer().and("channel", channel.name());
        page.add(Family.CHAN_MSGS, labels, channel.messages());
        page.add(Family.CHAN_BYTES, labels, channel.bytes());
        page.add(Family.CHAN_LAST_SEQ, labels, channel.lastSequence());
        channel.subscriptions().forEach(each -> add(page, labels, each));
        channel.positions().forEach(each -> add(page, labels, each));
        if (!channel.parked().isEmpty()) {
            addParked(page, channel);
        }
    }

    /** Adds the numbers for each group; subscriptions and durables of many clients are one. */
    private void addParked(Exposition page, Channel channel) {
        Map<Labels, Long> numbers = new LinkedHashMap<>();
        for (EngineSnapshot.Parked each : channel.parked()) {
            Labels labels =
                    ofServer()
                            .and("channel", ParkedNote.originOf(channel.name()))
                            .and("group", groupOf(each.position()))
                            .and("reason", each.cause());
            numbers.merge(labels, (long) each.messages(), Long::sum);
        }
        numbers.forEach((labels, number) -> page.add(Family.PARKED, labels, number));
    }

    /** Leaves out client IDs, which may be random: each would be a series. */
    private static String groupOf(String position) {
        if (position.startsWith(GROUP)) {
            return position.substring(GROUP.length());
        }
        return position.startsWith(DURABLE)
                ? position.substring(position.lastIndexOf('/') + 1)
                : "";
    }

    private static void add(Exposition page, Labels ofChannel, Subscription subscription) {
        Labels labels =
                ofChannel
                        .and("client_id", subscription.clientId())
                        .and("inbox", subscription.inbox())
                        .and("queue_name", subscription.queueGroup())
                        .and("is_durable", Boolean.toString(subscription.isDurable()))
                        .and(
                                "is_offline",
                                Boolean.toString(
                                        subscription.isOffline() || subscription.isAbsent()));
        page.add(Family.SUBS_LAST_SENT, labels, subscription.lastSent());
        page.add(Family.SUBS_PENDING, labels, subscription.pending());
        page.add(Family.SUBS_MAX_INFLIGHT, labels, subscription.maxInFlight());
    }

    private void add(Exposition page, Labels ofChannel, Position position) {
        boolean isPlain = position.durableName().isEmpty() && position.queueGroup().isEmpty();
        Labels labels =
                ofChannel
                        .and("client_id", position.clientId())
                        .and("durable_name", position.durableName())
                        .and("queue_name", position.queueGroup())
                        .and("subid", isPlain ? Long.toString(position.subscriptionId()) : "");
        page.add(Family.CONSUMER_UNSENT, labels, position.unsent());
        page.add(Family.CONSUMER_PENDING, labels, position.pending());
        page.add(Family.CONSUMER_LAG, labels, position.unsent() + position.pending());
        page.addSeconds(Family.CONSUMER_LAG_SECONDS, labels, age(position));
    }

    private long age(Position position) {
        long since = position.oldestStoredEpochNanos();
        return since == 0 ? 0 : Math.max(0, epochNanos(server.clock().instant()) - since);
    }

    private static long epochNanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
