package dev.stanchion.interop.client;

import dev.stanchion.interop.driver.Answers;
import dev.stanchion.interop.driver.Driver;
import dev.stanchion.interop.driver.Fields;
import dev.stanchion.kit.process.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Messages published without waiting: the texts {@code 0}, {@code 1}, {@code 2} and so on. Safe for
 * use by many threads.
 */
public final class Publishing {
    private final CompletableFuture<Fields> answer;
    private final List<Fields> acked = new ArrayList<>();

    Publishing(Driver driver, String name, Fields request) {
        driver.onEvents(name, this::acked);
        this.answer = driver.send("publishAsync", request.with("publishing", name));
    }

    private void acked(Fields event) {
        synchronized (acked) {
            acked.add(event);
        }
    }

    /** Waits until the library has taken all messages and returns their GUIDs, in order. */
    public List<String> guids() {
        return List.of(Answers.await(answer).text("guids").split(","));
    }

    /** Waits for {@code count} positive acknowledgements; returns their GUIDs as they came. */
    public List<String> awaitAcknowledged(int count) {
        Waiting.until(count + " acknowledgements", () -> outcomes().size() >= count);
        outcomes().stream()
                .map(event -> event.optionalText("error"))
                .flatMap(Optional::stream)
                .findAny()
                .ifPresent(error -> {
                    throw new AssertionError("a message was refused: " + error);
                });
        return outcomes().stream().map(event -> event.text("guid")).toList();
    }

    private List<Fields> outcomes() {
        synchronized (acked) {
            return List.copyOf(acked);
        }
    }
}
