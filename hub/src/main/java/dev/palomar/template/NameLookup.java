package dev.palomar.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudTemplates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Lookup] at Meta. The same name is asked for every few seconds at most, so that a program which sends what
/// is not there does not use up the calls that Meta allows.
public final class NameLookup implements Lookup {

    private static final Logger LOG = LoggerFactory.getLogger(NameLookup.class);

    private static final Duration REST = Duration.ofSeconds(5);

    private record Name(TenantId tenant, DeviceId device, String name) {}

    private final Database database;
    private final CloudAccounts accounts;
    private final CloudTemplates meta;
    private final Journal journal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Cache<Name, Boolean> asked =
            Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(REST).build();

    public NameLookup(
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

    @Override
    public boolean found(TenantId tenant, DeviceId device, String name) {
        if (asked.asMap().putIfAbsent(new Name(tenant, device, name), true) != null) {
            return false;
        }
        CloudAccount account = accounts.of(tenant, device);
        if (account.businessAccountId().isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        return switch (meta.named(account, name)) {
            case Asked.Got<List<CloudTemplates.Told>>(var told) -> write(account, told, now);
            case Asked.Refused<List<CloudTemplates.Told>> refused -> unknown(device, refused.why());
            case Asked.NotNow<List<CloudTemplates.Told>> later -> unknown(device, later.why());
        };
    }

    private static boolean unknown(DeviceId device, String why) {
        LOG.atInfo().addKeyValue("device", device).addKeyValue("why", why).log("a template could not be looked up");
        return false;
    }

    private boolean write(CloudAccount account, List<CloudTemplates.Told> listed, Instant at) {
        TenantId tenant = account.tenant();
        String waba = account.businessAccountId().orElseThrow();
        Map<TemplateName, CloudTemplates.Told> told = new LinkedHashMap<>();
        listed.forEach(one -> told.put(TemplateName.of(one), one));
        return database.tenant(tenant, tx -> {
            Journal.Page facts =
                    journal.open(tx, List.of(Slots.of(account.device().value())));
            Map<TemplateName, Template> known = TemplateRows.named(tx, tenant, waba, List.copyOf(told.keySet()));
            Comparison compared = Comparison.of(known, told, at);
            TemplateRows.write(tx, tenant, waba, List.copyOf(told.values()), at, ids);
            compared.news().forEach(one -> facts.write(Facts.found(tenant, account.device(), one)));
            facts.flush();
            return !told.isEmpty();
        });
    }
}
