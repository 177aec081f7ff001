import dev.stanchion.interop.driver.Fields;
import dev.stanchion.interop.driver.RequestLoop;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The driver of the newest jnats; ../README.md describes its requests and reports. */
final class CoreJavaDriver {
    private final Map<String, CoreConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, CoreConnection> owners = new ConcurrentHashMap<>();
    private final Consumer<Fields> events;

    private CoreJavaDriver(Consumer<Fields> events) {
        this.events = events;
    }

    public static void main(String[] arguments) throws IOException {
        RequestLoop.run(events -> new CoreJavaDriver(events)::perform);
    }

    private Fields perform(Fields request) throws Exception {
        return switch (request.text("op")) {
            case "connect" -> connect(request);
            case "publish" -> connection(request).publish(request);
            case "request" -> connection(request).request(request);
            case "store" -> connection(request).store(request);
            case "subscribe" -> {
                owners.put(request.text("subscription"), connection(request));
                yield connection(request).subscribe(request);
            }
            case "unsubscribe" -> owners.get(request.text("subscription")).unsubscribe(request);
            case "flush" -> connection(request).flush();
            case "rtt" -> connection(request).roundTrip();
            case "drain" -> connection(request).drain();
            case "close" -> connection(request).close();
            default -> throw new IllegalArgumentException(request.text("op"));
        };
    }

    private Fields connect(Fields request) throws Exception {
        String name = request.text("connection");
        connections.put(name, CoreConnection.connect(request, events));
        return Fields.none();
    }

    private CoreConnection connection(Fields request) {
        return connections.get(request.text("connection"));
    }
}
