package dev.palomar.tenant.people;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import dev.palomar.vault.MasterKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Access tokens: JWTs of RFC 9068's kind, signed with HS256 by a key that only this hub has. Algorithm, type, issuer
/// and audience are fixed; a token that differs in one of them is none.
final class AccessTokens {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String ISSUER = "palomar";
    private static final String AUDIENCE = "palomar-api";
    private static final String SESSION = "sid";

    /// Whom a token names.
    record Bearer(PersonId person, UUID session) {}

    private final MACSigner signer;
    private final List<MACVerifier> verifiers;
    private final InstantSource clock;

    AccessTokens(MasterKey master, InstantSource clock) {
        this.clock = clock;
        try {
            this.signer = new MACSigner(master.derive("access-token"));
            List<MACVerifier> made = new ArrayList<>();
            for (byte[] key : master.deriveEach("access-token")) {
                made.add(new MACVerifier(key));
            }
            this.verifiers = List.copyOf(made);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Secret issue(PersonId person, UUID session) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .subject(person.text())
                        .claim(SESSION, session.toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Secret(token.serialize());
    }

    /// Empty when it is not one of ours, or too old.
    Optional<Bearer> read(Secret token) {
        try {
            SignedJWT parsed = SignedJWT.parse(token.reveal());
            JWSHeader header = parsed.getHeader();
            if (!JWSAlgorithm.HS256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
                return Optional.empty();
            }
            boolean ours = false;
            for (MACVerifier verifier : verifiers) {
                ours |= parsed.verify(verifier);
            }
            return !ours ? Optional.empty() : bearer(parsed.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Bearer> bearer(JWTClaimsSet claims) throws ParseException {
        Date expires = claims.getExpirationTime();
        boolean fits = ISSUER.equals(claims.getIssuer())
                && List.of(AUDIENCE).equals(claims.getAudience())
                && expires != null
                && clock.instant().isBefore(expires.toInstant());
        String session = claims.getStringClaim(SESSION);
        if (!fits || session == null || claims.getSubject() == null) {
            return Optional.empty();
        }
        return PersonId.read(claims.getSubject()).map(person -> new Bearer(person, UUID.fromString(session)));
    }
}
