package dev.palomar.sandbox;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as the sandbox, and the server certificate it issued: for
/// `localhost`, `127.0.0.1` and `::1`, the address it listens on, and Meta's host names, so that these can be
/// pointed here.
final class OwnAuthority {

    private static final Duration VALID = Duration.ofDays(30);

    private final X509Certificate authority;
    private final X509Certificate server;
    private final KeyPair serverKeys;

    private OwnAuthority(X509Certificate authority, X509Certificate server, KeyPair serverKeys) {
        this.authority = authority;
        this.server = server;
        this.serverKeys = serverKeys;
    }

    static OwnAuthority create(String host) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair authorityKeys = generator.generateKeyPair();
            KeyPair serverKeys = generator.generateKeyPair();
            X500Name issuer = new X500Name("CN=Palomar sandbox authority");
            X509v3CertificateBuilder root = certificate(issuer, issuer, authorityKeys);
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            X509v3CertificateBuilder leaf = certificate(issuer, new X500Name("CN=Palomar sandbox"), serverKeys);
            boolean address = host.matches("[0-9.]+") || host.contains(":");
            leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1"),
                new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host),
                new GeneralName(GeneralName.dNSName, "graph.facebook.com"),
                new GeneralName(GeneralName.dNSName, "www.facebook.com"),
                new GeneralName(GeneralName.dNSName, "lookaside.fbsbx.com")
            }));
            return new OwnAuthority(sign(root, authorityKeys), sign(leaf, authorityKeys), serverKeys);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException impossible) {
            throw new IllegalStateException("no certificate could be made", impossible);
        }
    }

    /// The authority's certificate in PEM form, for clients to trust.
    String pem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(authority);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    OwnAuthority writeTo(Path file) {
        try {
            Files.writeString(file, pem());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the certificate cannot be written to " + file, unwritable);
        }
        return this;
    }

    Tls tls() {
        return Tls.builder()
                .privateKey(serverKeys.getPrivate())
                .privateKeyCertChain(List.of(server, authority))
                .build();
    }

    private static X509v3CertificateBuilder certificate(X500Name issuer, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(now.toEpochMilli()).shiftLeft(8).add(BigInteger.valueOf(subject.hashCode() & 0xff)),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder certificate, KeyPair authority)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    }
}
