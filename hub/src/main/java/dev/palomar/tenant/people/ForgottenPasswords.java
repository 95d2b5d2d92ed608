package dev.palomar.tenant.people;

import dev.palomar.database.Database;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.tenant.audit.Audit;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A new password by mail. Whoever asks gets the same answer at the same speed, whether somebody has the address or
/// not: what is done for an account is done afterwards, by a thread of its own. What is waiting there is lost when the
/// hub stops; asking again is all it takes.
public final class ForgottenPasswords implements AutoCloseable {

    /// Takes mail to where it is handed in. Throws when it was not taken.
    @FunctionalInterface
    public interface Post {
        void send(EmailAddress to, String subject, String text) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPasswords.class);
    private static final Duration LINK = Duration.ofHours(1);
    private static final int WAITING = 1_000;
    private static final int LONGEST_NAME = 60;

    private final Database database;
    private final Optional<Post> post;
    private final URI page;
    private final Links links;
    private final Notes notes;
    private final LoginDelay delay;
    private final ThreadPoolExecutor thread;

    /// `post` is empty when the operator set no mail server. `publicUrl` is where the links lead; what a request calls
    /// the hub is of no interest.
    public ForgottenPasswords(
            Database database,
            Optional<Post> post,
            URI publicUrl,
            Audit audit,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.post = post;
        this.page = URI.create(publicUrl.toString().replaceAll("/+$", "") + OneTimeLink.PASSWORD_PAGE);
        this.links = new Links(clock, random);
        this.notes = new Notes(audit);
        this.delay = new LoginDelay(database, clock);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("forgotten-passwords").daemon().factory());
        this.thread.allowCoreThreadTimeOut(true);
    }

    /// Whether asking is of any use.
    public boolean offered() {
        return post.isPresent();
    }

    /// Sends a link if somebody has the address. Asked for one address too often, it sends nothing and says nothing;
    /// the links that were sent stay good. Throws when one caller asks for too many.
    public void ask(EmailAddress email, Language language, Origin from) {
        if (post.isEmpty()) {
            throw new Rejection.Conflict(
                    "no-mail", "This hub sends no mail. Ask your administrator for a link to choose a new password.");
        }
        delay.forgotten(from.address());
        if (!delay.mayBeMailed(email)) {
            return;
        }
        try {
            thread.execute(() -> send(post.get(), email, language, from));
        } catch (RejectedExecutionException tooMany) {
            throw new Rejection.Unavailable("Too many people ask for a new password. Try again in a few minutes.");
        }
    }

    private void send(Post post, EmailAddress email, Language language, Origin from) {
        try {
            Optional<ResetLetter> letter = database.worker(tx -> PersonRows.byEmail(tx, email)
                    .filter(account -> account.passwordHash().isPresent())
                    .map(PersonRows.Account::person)
                    .filter(person -> person.superadmin()
                            || !PersonRows.memberships(tx, person).isEmpty())
                    .map(person -> {
                        OneTimeLink link = links.another(tx, person.id(), LINK);
                        notes.write(tx, person, from.author(), "user.passwordForgotten");
                        return ResetLetter.of(
                                language,
                                PlainText.line(person.name(), LONGEST_NAME),
                                URI.create(page + "#token=" + link.token().reveal()),
                                from.address());
                    }));
            if (letter.isPresent()) {
                post.send(email, letter.get().subject(), letter.get().text());
            }
        } catch (Exception notSent) {
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(notSent.getMessage()))
                    .log("a mail for somebody who forgot their password was not taken; they have to ask again");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
