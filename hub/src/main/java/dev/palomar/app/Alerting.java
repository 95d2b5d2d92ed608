package dev.palomar.app;

import dev.palomar.alert.AlertMail;
import dev.palomar.alert.AlertSettings;
import dev.palomar.alert.Alerts;
import dev.palomar.alert.Platform;
import dev.palomar.alert.Watch;
import dev.palomar.alert.mail.Postman;
import dev.palomar.api.http.Resource;
import dev.palomar.api.report.AlertRoutes;
import dev.palomar.api.report.AlertSettingsRoutes;
import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.tenant.audit.Audit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Alerts, looked for every few seconds by the node that owns the first slot.
final class Alerting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int TIDY_EVERY = 720;

    private final Node node;
    private final Alerts alerts;
    private final AlertSettings rules;
    private final Watch watch;
    private final Optional<AlertMail> mail;
    private final ReportSettings settings;
    private final Thread looking;
    private volatile boolean stopping;

    Alerting(Settings settings, Database database, Node node, Journal journal, Hub.Sources sources) {
        this.node = node;
        this.settings = settings.report();
        this.alerts = new Alerts(database, sources.clock());
        this.rules = new AlertSettings(database);
        this.watch = new Watch(
                database,
                journal,
                rules,
                new Platform(Platform.diskOf(settings.data())),
                sources.clock(),
                sources.ids());
        this.mail = this.settings
                .mail()
                .map(server -> new AlertMail(
                        database,
                        new Postman(server),
                        rules,
                        new AlertMail.Operator(this.settings.emails(), this.settings.language(), settings.publicUrl()),
                        sources.clock()));
        this.looking = Thread.ofVirtual().name("alerts").unstarted(this::run);
    }

    List<Resource> resources(Audit audit) {
        return List.of(
                new AlertRoutes(alerts, audit, settings.language()),
                new AlertSettingsRoutes(rules, audit, mail.isPresent()));
    }

    void start() {
        looking.start();
    }

    private void run() {
        for (int round = 1; !stopping; round++) {
            try {
                Thread.sleep(PAUSE);
                if (node.owns(0)) {
                    watch.look();
                    mail.ifPresent(AlertMail::send);
                    if (round % TIDY_EVERY == 0) {
                        watch.tidy();
                    }
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("alerts could not be looked for; it is done again");
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        looking.interrupt();
        try {
            looking.join(20_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
