package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs the command that stops the old server. Its output is part of this one's errors. */
record StopCommand(String command) {
    /**
     * Runs it.
     *
     * @throws TransferException if it fails or does not end in time
     */
    void run(Duration patience) {
        try {
            Process process = new ProcessBuilder("sh", "-c", command + " >&2").inheritIO().start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw failed("it has not ended after " + patience.toSeconds() + " seconds");
            }
            if (process.exitValue() != 0) {
                throw failed("exit code " + process.exitValue());
            }
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the takeover was interrupted");
        }
    }

    private TransferException failed(String why) {
        return new TransferException(
                "the stop command failed: %s: %s".formatted(command, why),
                "If the old server still runs, it serves as before, and you can start the takeover"
                        + " again with another --stop-command. If it has ended, start it again on"
                        + " its store, which is untouched.");
    }
}
