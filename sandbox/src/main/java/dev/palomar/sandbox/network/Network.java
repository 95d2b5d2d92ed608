package dev.palomar.sandbox.network;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Everything that exists in the sandbox. Whoever reads or changes it holds its monitor; whoever waits for
/// something to happen waits on that monitor and is woken by [#moved].
public final class Network implements AutoCloseable {

    private static final int REMEMBERED_MESSAGES = 200_000;
    private static final long MEDIA_BYTES = 512L << 20;

    private final SandboxClock clock;
    private final Ids ids;
    private final Agenda agenda;
    private final Faults faults;
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, BusinessNumber> numbers = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Person> peopleByLid = new LinkedHashMap<>();
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, MediaFile> media = new LinkedHashMap<>();
    private long mediaBytes;
    private long moves = 1;

    public Network(InstantSource real, RandomGenerator random) {
        clock = new SandboxClock(real);
        ids = new Ids(random);
        faults = new Faults(random);
        agenda = new Agenda(clock, this);
    }

    public SandboxClock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public Ids ids() {
        return ids;
    }

    public Agenda agenda() {
        return agenda;
    }

    public Faults faults() {
        return faults;
    }

    /// An empty network. The clock and the source of chance go on, so that no id is ever given twice.
    public void reset() {
        apps.clear();
        accounts.clear();
        numbers.clear();
        tokens.clear();
        people.clear();
        peopleByLid.clear();
        messages.clear();
        media.clear();
        mediaBytes = 0;
        faults.clear();
        agenda.clear();
        moved();
    }

    /// How often something has happened.
    public long moves() {
        return moves;
    }

    /// Wakes whoever waits for something to happen.
    public void moved() {
        moves++;
        notifyAll();
    }

    public App addApp(String id, String secret, String name) {
        App app = new App(id, secret, name);
        apps.put(id, app);
        return app;
    }

    public Optional<App> app(String id) {
        return Optional.ofNullable(apps.get(id));
    }

    public List<App> apps() {
        return List.copyOf(apps.values());
    }

    public Account addAccount(String id, String portfolioId, String name) {
        Account account = new Account(id, portfolioId, name);
        accounts.put(id, account);
        return account;
    }

    public Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    public List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    public BusinessNumber addNumber(
            String id, PhoneNumber phone, String name, Account account, BusinessNumber.Limits limits) {
        BusinessNumber number = new BusinessNumber(id, phone, name, account, limits, now());
        numbers.put(id, number);
        account.numbers().add(number);
        return number;
    }

    public Optional<BusinessNumber> number(String id) {
        return Optional.ofNullable(numbers.get(id));
    }

    public List<BusinessNumber> numbers() {
        return List.copyOf(numbers.values());
    }

    /// The business number that is meant by an id or by a telephone number.
    public Optional<BusinessNumber> numberMeantBy(String idOrPhone) {
        return number(idOrPhone)
                .or(() -> PhoneNumber.parse(idOrPhone)
                        .flatMap(phone -> numbers.values().stream()
                                .filter(number -> number.phone().equals(phone))
                                .findFirst()));
    }

    public void keep(Token token) {
        tokens.put(token.value(), token);
    }

    public Optional<Token> token(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    public List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    public Person addPerson(PhoneNumber phone, String name) {
        Person person = new Person(phone, ids.number(15) + "@lid", name, ids.alphanumeric(27) + "=");
        people.put(phone.digits(), person);
        peopleByLid.put(person.lid(), person);
        return person;
    }

    public List<Person> people() {
        return List.copyOf(people.values());
    }

    /// The person with this number, also when it is written in another of the country's ways.
    public Optional<Person> person(PhoneNumber phone) {
        Person exact = people.get(phone.digits());
        return exact != null
                ? Optional.of(exact)
                : phone.variants().stream()
                        .map(variant -> people.get(variant.digits()))
                        .filter(person -> person != null)
                        .findFirst();
    }

    public Optional<Person> personByLid(String lid) {
        return Optional.ofNullable(peopleByLid.get(lid));
    }

    /// The person whom a portfolio knows by this business-scoped user id.
    public Optional<Person> personByUserId(String userId, Account account) {
        return people.values().stream()
                .filter(person -> userId(person, account).equals(userId))
                .findFirst();
    }

    /// The id by which the portfolio of `account` knows the person: another portfolio knows another one.
    public String userId(Person person, Account account) {
        long hash = 1_469_598_103_934_665_603L;
        for (char c : (account.portfolioId() + '/' + person.phone().digits()).toCharArray()) {
            hash = (hash ^ c) * 1_099_511_628_211L;
        }
        return person.phone().country() + "." + Long.toUnsignedString(hash);
    }

    public void keep(Message message) {
        messages.put(message.id(), message);
        if (messages.size() > REMEMBERED_MESSAGES) {
            messages.remove(messages.keySet().iterator().next());
        }
    }

    public Optional<Message> message(String id) {
        return Optional.ofNullable(messages.get(id));
    }

    public void keep(MediaFile file) {
        media.put(file.id(), file);
        mediaBytes += file.bytes().size();
        while (mediaBytes > MEDIA_BYTES && media.size() > 1) {
            forgetMedia(media.keySet().iterator().next());
        }
    }

    public void forgetMedia(String id) {
        MediaFile gone = media.remove(id);
        if (gone != null) {
            mediaBytes -= gone.bytes().size();
        }
    }

    /// The file, unless its time is over.
    public Optional<MediaFile> media(String id) {
        return Optional.ofNullable(media.get(id))
                .filter(file -> file.expiresAt().isAfter(now()));
    }

    /// Waits until it has happened, at most `atMost` of real time. Asks again whenever something moved.
    public void await(BooleanSupplier happened, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!happened.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        agenda.close();
    }
}
