package dev.palomar.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.visit.Visits;
import dev.palomar.testing.Core;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private static final PersonId ROOT = new PersonId(new UUID(9, 9));
    private static final PersonId MARTA = new PersonId(new UUID(9, 10));
    private static final UUID SESSION = new UUID(9, 11);

    private final Core core = new Core();
    private Visits visits;
    private AccessLog log;
    private ConversationId conversation;

    @BeforeEach
    void open() {
        Audit audit = new Audit(core.test.database(), core.clock, core.ids);
        visits = new Visits(core.test.database(), audit, core.clock, core.ids, () -> {});
        log = new AccessLog(core.test.database(), core.clock);
        core.receive("+5491155559201", "wamid.leida", "hola");
        conversation = core.test.database().worker(tx -> {
            tx.update("""
                    INSERT INTO person (id, email, name, created_at)
                    VALUES (:root, 'root@example.com', 'Root', now()), (:marta, 'marta@example.com', 'Marta', now())
                    """).bind("root", ROOT).bind("marta", MARTA).execute();
            return new ConversationId(
                    tx.query("SELECT id FROM conversation").mapTo(UUID.class).one());
        });
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void a_visitors_look_is_told_with_the_reason_of_the_visit_and_a_colleagues_without() {
        Author root = Author.person(ROOT, "Root");
        visits.begin(ROOT, SESSION, Core.ANA, "Marta asked for help", Duration.ofHours(1), root);
        core.clock.advance(Duration.ofMinutes(5));
        log.read(Core.ANA, conversation, root);
        log.read(Core.ANA, conversation, Author.person(MARTA, "Marta"));
        visits.end(SESSION, Core.ANA, root);
        core.clock.advance(Duration.ofHours(2));
        log.read(Core.ANA, conversation, root);
        core.clock.advance(Duration.ofHours(2));
        visits.begin(ROOT, SESSION, Core.ANA, "The webhook again", Duration.ofHours(1), root);
        log.read(Core.ANA, conversation, root);

        List<AccessLog.Look> looks = log.list(Core.ANA, conversation, Optional.empty(), 10);

        assertThat(looks.stream()
                        .map(look -> look.by().name().orElse("") + ": "
                                + look.reason().orElse("-")))
                .containsExactlyInAnyOrder(
                        "Root: The webhook again", "Root: -", "Root: Marta asked for help", "Marta: -");
        assertThat(looks.getFirst().reason()).contains("The webhook again");
    }
}
