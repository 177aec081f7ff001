package dev.stanchion.cli.server;

import dev.stanchion.cli.transfer.ShownCopy;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StoreEncryption;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.store.encryption.EncryptionKeys;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.transfer.CopyReport;
import dev.stanchion.transfer.Finding;
import dev.stanchion.transfer.gofile.GoFileStore;
import dev.stanchion.transfer.gofile.Polynomial;
import dev.stanchion.transfer.inplace.InPlace;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over the files of the Go server before the server starts, and logs what it does. */
final class TakeoverAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);

    /** The log shows the rate; how much there is would have to be known before the takeover. */
    private static final long UNKNOWN_BYTES = 0;

    private TakeoverAtStart() {}

    /**
     * Takes over what a request names.
     *
     * @throws dev.stanchion.transfer.TransferException if that is not possible
     * @throws dev.stanchion.engine.spi.StoreException if the store cannot be written
     */
    static void run(Request.Takeover request, ServerOptions options) {
        LOG.info(
                "Taking over the files of NATS Streaming in {}. They stay as they are; the store is"
                        + " {}",
                request.directory(),
                StoreDirectory.besideGoFiles(request.directory()));
        InPlace place =
                new InPlace(
                        request.directory(),
                        new GoFileStore.Options(
                                options.clusterId(), false, new Polynomial(request.polynomial())));
        Optional<EncryptionKeys> keys = keys(options.storeEncryption());
        Optional<CopyReport> report =
                place.takeOver(
                        keys,
                        new ShownCopy(
                                line -> LOG.info("Taking over: {}", line),
                                System::nanoTime,
                                UNKNOWN_BYTES));
        report.ifPresentOrElse(
                taken -> log(taken, keys.isPresent()),
                () -> LOG.info("An earlier start has taken them over"));
    }

    private static Optional<EncryptionKeys> keys(StoreEncryption encryption) {
        return switch (encryption) {
            case StoreEncryption.Off ignored -> Optional.empty();
            case StoreEncryption.With with -> Optional.of(with.keys());
        };
    }

    private static void log(CopyReport report, boolean hasKeys) {
        for (Finding finding : report.findings().kept()) {
            if (finding.severity() == Finding.Severity.LOSS) {
                LOG.warn("Lost in {}: {}", finding.place(), finding.meaning());
            } else {
                LOG.info("{}: {}", finding.place(), finding.meaning());
            }
        }
        if (report.findings().notKept() > 0) {
            LOG.warn("{} more findings are not shown", report.findings().notKept());
        }
        if (report.sealed() > 0 && !hasKeys) {
            LOG.warn(
                    "{} messages are encrypted, and this server has no key: start it with -encrypt"
                            + " and the key of the Go server",
                    report.sealed());
        }
        LOG.info(
                String.format(
                        Locale.ROOT,
                        "Took over %,d message(s) of %d channel(s) and %d client(s); %d loss(es)",
                        report.messages(),
                        report.channels().size(),
                        report.clients(),
                        report.findings().losses()));
    }
}
