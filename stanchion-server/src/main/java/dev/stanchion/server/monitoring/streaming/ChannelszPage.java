package dev.stanchion.server.monitoring.streaming;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.server.monitoring.GoJson;
import dev.stanchion.server.monitoring.Page;
import dev.stanchion.server.monitoring.PageRequest;
import dev.stanchion.server.monitoring.Pages;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import tools.jackson.core.JsonGenerator;

/** {@code /streaming/channelsz}: the channels. Source: {@code spec/operations.md} 4.7. */
record ChannelszPage(ObservedServer server, ObservedEngine engine) implements Pages {
    @Override
    public CompletionStage<Page> at(PageRequest request, Executor port) {
        String wanted = request.text("channel");
        CompletableFuture<Page> page =
                wanted.isEmpty()
                        ? engine.channelNames(port).thenCompose(names -> list(names, request, port))
                        : one(wanted, request, port);
        return Fields.wantsSubscriptions(request) ? page.thenApply(Page::withInboxes) : page;
    }

    private CompletableFuture<Page> one(String wanted, PageRequest request, Executor port) {
        Detail detail = Fields.wantsSubscriptions(request) ? Detail.SUBSCRIPTIONS : Detail.SIZES;
        return engine.channels(List.of(wanted), detail, port)
                .thenApply(found ->
                        found.isEmpty()
                                ? Page.problem(404, "Channel " + wanted + " not found")
                                : Page.json(
                                        request,
                                        GoJson.object(
                                                json -> writeFields(json, found.getFirst()))));
    }

    private CompletableFuture<Page> list(List<String> all, PageRequest request, Executor port) {
        Paging paging = Paging.of(request);
        List<String> shown = paging.of(all.stream().sorted(ByteOrder.OF).toList());
        return Fields.wantsSubscriptions(request)
                ? engine.channels(shown, Detail.SUBSCRIPTIONS, port)
                        .thenApply(found -> channels(found, all.size(), paging, request))
                : CompletableFuture.completedFuture(names(shown, all.size(), paging, request));
    }

    private Page names(List<String> shown, int total, Paging paging, PageRequest request) {
        return Page.json(
                request,
                GoJson.object(json -> {
                    Fields.page(json, server, engine, paging, shown.size(), total);
                    if (!shown.isEmpty()) {
                        json.writeArrayPropertyStart("names");
                        shown.forEach(json::writeString);
                        json.writeEndArray();
                    }
                }));
    }

    private Page channels(List<Channel> found, int total, Paging paging, PageRequest request) {
        List<Channel> sorted =
                found.stream().sorted(Comparator.comparing(Channel::name, ByteOrder.OF)).toList();
        return Page.json(
                request,
                GoJson.object(json -> {
                    Fields.page(json, server, engine, paging, sorted.size(), total);
                    if (!sorted.isEmpty()) {
                        json.writeArrayPropertyStart("channels");
                        for (Channel channel : sorted) {
                            json.writeStartObject();
                            writeFields(json, channel);
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    }
                }));
    }

    private static void writeFields(JsonGenerator json, Channel channel) {
        json.writeStringProperty("name", channel.name());
        json.writeNumberProperty("msgs", channel.messages());
        json.writeNumberProperty("bytes", channel.bytes());
        json.writeNumberProperty("first_seq", channel.firstSequence());
        json.writeNumberProperty("last_seq", channel.lastSequence());
        json.writeNumberProperty("subs_count", channel.subscriptionCount());
        if (!channel.subscriptions().isEmpty()) {
            json.writeArrayPropertyStart("subscriptions");
            channel.subscriptions().forEach(each -> Fields.subscription(json, each));
            json.writeEndArray();
        }
    }
}
