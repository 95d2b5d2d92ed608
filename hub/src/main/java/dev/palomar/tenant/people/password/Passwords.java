package dev.palomar.tenant.people.password;

import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.tenant.people.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as argon2id (RFC 9106) with 47 MiB, one pass, one lane: OWASP's first choice. Few are computed at a time,
/// on threads of their own, so that a flood of logins costs neither the memory nor the processors of everything else.
public final class Passwords implements AutoCloseable {

    public static final int SHORTEST = 10;
    public static final int LONGEST = 200;

    /// What a password is to cost.
    private static final int MEMORY_KIB = 47 * 1024;

    private static final int PASSES = 1;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int WAITING = 100;

    private final RandomGenerator random;
    private final int memoryKib;
    private final CommonPasswords common = CommonPasswords.shipped();
    private final ThreadPoolExecutor threads;
    private final String nobodys;

    /// `atOnce` passwords are computed at a time; each takes 47 MiB for about a tenth of a second.
    public Passwords(RandomGenerator random, int atOnce) {
        this(random, atOnce, MEMORY_KIB);
    }

    /// As above, with so many KiB for each: those that guard nothing need not be dear.
    public Passwords(RandomGenerator random, int atOnce, int memoryKib) {
        this.random = random;
        this.memoryKib = memoryKib;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("password-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
        this.nobodys = encoded(salt(), new byte[HASH_BYTES]);
    }

    /// What is wrong with `password` as the new password of `owner`, in words for the person; empty when it will do.
    public Optional<String> objection(Secret password, EmailAddress owner) {
        String text = password.reveal();
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            return Optional.of("must have at least " + SHORTEST + " characters");
        }
        if (length > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        if (common.contains(text)) {
            return Optional.of("is one that many people use and attackers try first; choose another");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(owner.value())
                || lower.equals(owner.value().substring(0, owner.value().indexOf('@')))) {
            return Optional.of("must not be the email address");
        }
        return Optional.empty();
    }

    /// How it is kept: parameters, salt and hash in one text.
    public String hash(Secret password) {
        byte[] salt = salt();
        return encoded(salt, computed(() -> argon2(password, salt)));
    }

    /// Whether `password` is the one that was hashed. Without a hash it takes as long and is false.
    public boolean matches(Secret password, Optional<String> hash) {
        String[] parts = hash.orElse(nobodys).split("\\$", -1);
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] salt = base64.decode(parts[4]);
        byte[] actual = computed(() -> argon2(password, salt));
        return MessageDigest.isEqual(actual, base64.decode(parts[5])) && hash.isPresent();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private String encoded(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memoryKib, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private byte[] computed(Callable<byte[]> work) {
        try {
            Future<byte[]> hash = threads.submit(work);
            return hash.get();
        } catch (RejectedExecutionException tooMany) {
            throw new Rejection.Unavailable("Too many people are logging in. Try again in a few seconds.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a password was computed", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private byte[] argon2(Secret password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.reveal().getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
