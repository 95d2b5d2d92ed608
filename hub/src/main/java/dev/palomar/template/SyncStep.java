package dev.palomar.template;

import dev.palomar.cluster.Slots;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.TemplateFacts;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudTemplates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// One page of a look at all templates of an account: asked for, compared, and written together with the place to
/// go on from. A page that was asked for and not written is asked for again.
public final class SyncStep {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_FAILURES = 30;

    /// Meta's word for a place in its list that it does not know (any more).
    private static final String BAD_CURSOR = "131059";

    private final Database database;
    private final CloudAccounts accounts;
    private final CloudTemplates meta;
    private final Journal journal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public SyncStep(
            Database database,
            CloudAccounts accounts,
            CloudTemplates meta,
            Journal journal,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.accounts = accounts;
        this.meta = meta;
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
    }

    /// Answers whether the next page can follow at once.
    boolean take(TenantId tenant, String account) {
        Optional<Sync> found = database.tenant(tenant, tx -> SyncRows.find(tx, tenant, account))
                .filter(sync -> sync.state() == Sync.State.RUNNING);
        if (found.isEmpty()) {
            return false;
        }
        Sync sync = found.get();
        Optional<DeviceId> speaker = database.tenant(tenant, tx -> SyncRows.speaker(tx, tenant, account));
        if (speaker.isEmpty()) {
            return end(sync, "No number of this business account is connected here any more.");
        }
        CloudAccount way = accounts.of(tenant, speaker.get());
        Instant asked = clock.instant();
        return switch (meta.page(way, sync.cursor())) {
            case Asked.Got<CloudTemplates.Page>(CloudTemplates.Page page) -> write(sync, speaker.get(), page, asked);
            case Asked.Refused<CloudTemplates.Page> refused
            when refused.code().equals(BAD_CURSOR) && sync.cursor().isPresent() ->
                wait(sync, refused.why(), Duration.ofSeconds(1), true);
            case Asked.Refused<CloudTemplates.Page> refused -> end(sync, refused.why());
            case Asked.NotNow<CloudTemplates.Page> later -> wait(sync, later.why(), later.retryIn(), false);
        };
    }

    private boolean end(Sync sync, String problem) {
        database.tenant(sync.tenant(), tx -> {
            SyncRows.failed(tx, sync, problem, clock.instant());
            return sync;
        });
        return false;
    }

    private boolean wait(Sync sync, String why, Duration asked, boolean anew) {
        if (sync.failures() >= MOST_FAILURES) {
            return end(sync, why);
        }
        Duration growing = Duration.ofSeconds(1L << Math.min(sync.failures(), 10));
        Duration pause = asked.compareTo(growing) > 0 ? asked : growing;
        Duration held = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        database.tenant(sync.tenant(), tx -> {
            SyncRows.later(tx, sync, why, clock.instant().plus(held), anew);
            return sync;
        });
        return false;
    }

    private boolean write(Sync sync, DeviceId speaker, CloudTemplates.Page page, Instant asked) {
        TenantId tenant = sync.tenant();
        String account = sync.businessAccountId();
        Map<TemplateName, CloudTemplates.Told> told = new LinkedHashMap<>();
        page.templates().forEach(one -> told.put(TemplateName.of(one), one));
        return database.tenant(tenant, tx -> {
            // slots before rows, as everybody who records facts
            Journal.Page facts = journal.open(tx, List.of(Slots.of(speaker.value())));
            Optional<Sync> held = SyncRows.lock(tx, tenant, account);
            if (held.isEmpty() || !same(held.get(), sync)) {
                return false;
            }
            Map<TemplateName, Template> known = TemplateRows.named(tx, tenant, account, List.copyOf(told.keySet()));
            Comparison compared = Comparison.of(known, told, asked);
            TemplateRows.write(tx, tenant, account, List.copyOf(told.values()), asked, ids);
            Instant now = clock.instant();
            SyncRows.page(tx, sync, page.next(), told.size(), compared.added(), compared.changed(), now);
            List<TemplateFacts> news = new ArrayList<>(compared.news());
            boolean more = page.next().isPresent();
            if (!more) {
                news.addAll(finish(tx, held.get(), now));
            }
            news.forEach(one -> facts.write(Facts.found(tenant, speaker, one)));
            facts.flush();
            CrashPoint.TEMPLATES_BEFORE_COMMIT.pass();
            return more || held.get().again();
        });
    }

    private static List<TemplateFacts> finish(Tx tx, Sync sync, Instant now) {
        List<Template> gone =
                TemplateRows.removeUnseen(tx, sync.tenant(), sync.businessAccountId(), sync.startedAt(), now);
        SyncRows.done(tx, sync, gone.size(), now);
        if (sync.again()) {
            SyncRows.begin(tx, sync.tenant(), sync.businessAccountId(), now, false);
        }
        return gone.stream()
                .map(template -> Facts.of(template.standing(Template.DELETED), template.status()))
                .toList();
    }

    /// Nobody else went on with it meanwhile.
    private static boolean same(Sync held, Sync sync) {
        return held.state() == Sync.State.RUNNING
                && held.pages() == sync.pages()
                && held.startedAt().equals(sync.startedAt())
                && held.cursor().equals(sync.cursor());
    }
}
