package dev.stanchion.cli.transfer;

import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.http.MonitoringAddress;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.transfer.TransferException;
import dev.stanchion.transfer.live.LiveChannels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The channels of a running server, as its monitoring port tells them. */
final class MonitoredChannels implements LiveChannels {
    private static final int PAGE = 256;

    private final MonitoringAddress address;
    private final String clusterId;
    private final ApiClient client;

    MonitoredChannels(MonitoringAddress address, String clusterId) {
        this.address = address;
        this.clusterId = clusterId;
        this.client =
                new ApiClient(address, address.credentials().map(ApiClient::basic).orElse(""));
    }

    @Override
    public List<LiveChannel> now() {
        List<LiveChannel> all = new ArrayList<>();
        long total;
        int offset = 0;
        do {
            Map<String, Object> page = page(offset);
            requireCluster(JsonTree.text(page, "cluster_id"));
            JsonTree.objects(page, "channels").forEach(each -> all.add(channel(each)));
            total = number(page, "total");
            offset += PAGE;
        } while (offset < total);
        return all;
    }

    private void requireCluster(String found) {
        if (!found.equals(clusterId)) {
            throw new TransferException(
                    "%s belongs to cluster '%s', not to '%s'".formatted(address, found, clusterId),
                    "Check --cluster and --monitor.");
        }
    }

    private Map<String, Object> page(int offset) {
        String path = "/streaming/channelsz?subs=1&limit=%d&offset=%d".formatted(PAGE, offset);
        try {
            ApiClient.Answer answer = client.page(path);
            if (!answer.isSuccess()) {
                throw new TransferException(
                        "%s%s: status %d".formatted(address, path, answer.status()),
                        "Name the monitoring port of the server with --monitor.");
            }
            return JsonTree.of(answer);
        } catch (IOException e) {
            throw new TransferException(
                    "%s does not answer: %s".formatted(address, e.getMessage()),
                    "Name the monitoring port of the server with --monitor; the server needs -m.",
                    e);
        }
    }

    private static LiveChannel channel(Map<String, Object> channel) {
        return new LiveChannel(
                JsonTree.text(channel, "name"),
                number(channel, "msgs"),
                number(channel, "bytes"),
                number(channel, "first_seq"),
                number(channel, "last_seq"));
    }

    private static long number(Map<String, Object> object, String name) {
        try {
            return Long.parseLong(JsonTree.text(object, name));
        } catch (NumberFormatException e) {
            throw new TransferException(
                    "the monitoring port tells no number for " + name,
                    "Check that it is the port of NATS Streaming.",
                    e);
        }
    }
}
