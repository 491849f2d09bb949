package org.purposecdp.activation.destination;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressRuleTest {
    private final AddressRule strict = new AddressRule(false, List.of());
    private final AddressRule local = new AddressRule(true, List.of("127.0.0.0/8", "fd00:1::/32"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                // IPv4: loopback, private, link-local, metadata, CGNAT, unspecified, multicast
                "https://127.0.0.1/",
                "https://127.255.255.254/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://100.100.100.200/",
                "https://168.63.129.16/",
                "https://192.0.0.192/",
                "https://0.0.0.0/",
                "https://0.1.2.3/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://198.18.0.1/",
                // other spellings of loopback and of metadata
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0X7F.0.0.1/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://0177.0.0.01/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://0x/",
                "https://127.0.0.1./",
                "https://127.0.0.0x1/",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://169.254.43518/",
                "https://1.1.1.1.1/",
                "https://256.0.0.1/",
                "https://１２７.0.0.1/",
                "https://127。0。0。1/",
                "https://127．0．0．1/",
                "https://①②⑦.0.0.1/",
                "https://%31%32%37.0.0.1/",
                "https://127.0.0.1%2f/",
                // IPv6
                "https://[::1]/",
                "https://[::]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                // IPv4 in IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::127.0.0.1]/",
                "https://[::7f00:1]/",
                "https://[::ffff:0:127.0.0.1]/",
                "https://[64:ff9b::127.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "https://[2606:4700::5efe:10.0.0.1]/",
                "https://[2606:4700::200:5efe:a9fe:a9fe]/",
                // names of ours
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://ｌｏｃａｌｈｏｓｔ/",
                "https://crm.localhost/",
                "https://profile-service/",
                "https://profile-service.cdp.svc/",
                "https://profile-service.cdp.svc.cluster.local/",
                "https://profile-service.cdp.svc.k8s.example/",
                "https://kafka.local/",
                "https://metadata.google.internal/",
                "https://Metadata.Google.Internal./",
                // without TLS, with user info, no address at all
                "http://crm.example.org/",
                "https://anna:salaisuus@crm.example.org/",
                "https://anna@crm.example.org/",
                "https://crm.example.org@127.0.0.1/",
                "https://@crm.example.org/",
                "ftp://crm.example.org/",
                "file:///etc/passwd",
                "https:crm.example.org",
                "//crm.example.org/",
                "https:///x",
                "https://crm.example.org:0/",
                "https://crm.example.org:65536/",
                "https://crm.example.org:x/",
                "https://crm..example.org/",
                "https://-crm.example.org/",
                "https://crm.example.org\\@127.0.0.1/",
                "https://straße.example/",
                " https://crm.example.org/",
                "https://crm.exa mple.org/",
                ""
            })
    void isRefusedWhenItIsPut(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> put(strict, url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.org/",
                "HTTPS://crm.example.org",
                "https://crm.example.org:8443/hooks?brand=kauppa",
                "https://crm_1.example.org/",
                "https://mäkinen.example/",
                "https://xn--mkinen-bua.example/",
                "https://10.example.org/",
                "https://crm.10.example/",
                "https://1.1.1.1/",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://100.63.255.255/",
                "https://100.128.0.1/",
                "https://[2606:4700:4700::1111]/",
                "https://[::ffff:1.1.1.1]/",
                "https://[64:ff9b::1.1.1.1]/",
                "https://[2002:101:101::1]/",
                "https://localhost.example.org/",
                "https://svc.example.org/"
            })
    void isTaken(String url) {
        assertThatCode(() -> put(strict, url)).doesNotThrowAnyException();
    }

    @Test
    void userInfoIsRefusedForItsOwnReasonAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> put(strict, "https://anna:salaisuus@crm.example.org/"))
                .withMessageContaining("user info")
                .withMessageNotContaining("salaisuus");
    }

    @Test
    void whatANameStandsForIsCheckedEachTimeAndAllOfIt() throws Exception {
        WebhookAddress crm = WebhookAddress.of("https://crm.example.org/");
        InetAddress open = InetAddress.getByName("1.1.1.1");
        InetAddress other = InetAddress.getByName("2606:4700:4700::1111");
        InetAddress inside = InetAddress.getByName("169.254.169.254");

        assertThat(strict.choose(crm, List.of(open), 1)).contains(open);
        assertThat(strict.choose(crm, List.of(open, other), 2)).contains(other);
        assertThat(strict.choose(crm, List.of(open, other), 3)).contains(open);
        assertThat(strict.choose(crm, List.of(open, inside), 1)).isEmpty();
        assertThat(strict.choose(crm, List.of(inside, open), 2)).isEmpty();
        assertThat(strict.choose(crm, List.of(), 1)).isEmpty();
    }

    @Test
    void networksOfOurOwnAreTakenWhereTheyAreConfiguredAndNoOthers() throws Exception {
        assertThatCode(() -> put(local, "http://127.0.0.1:8080/")).doesNotThrowAnyException();
        assertThatCode(() -> put(local, "https://[fd00:1::5]/")).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> put(local, "http://10.0.0.1/"));
        assertThatIllegalArgumentException().isThrownBy(() -> put(local, "http://[fd00:2::5]/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> put(local, "http://169.254.169.254/"));
        assertThatIllegalArgumentException().isThrownBy(() -> put(local, "http://2130706433/"));
    }

    @Test
    void aNameOfOursStandsForAConfiguredNetworkOrNothing() throws Exception {
        WebhookAddress name = WebhookAddress.of("https://crm.prod.svc.cluster.local/");
        InetAddress configured = InetAddress.getByName("127.0.0.9");

        assertThatCode(() -> local.check(name)).doesNotThrowAnyException();
        assertThat(local.choose(name, List.of(configured), 1)).contains(configured);
        assertThat(local.choose(name, List.of(InetAddress.getByName("1.1.1.1")), 1)).isEmpty();
        assertThat(strict.choose(name, List.of(InetAddress.getByName("1.1.1.1")), 1)).isEmpty();
    }

    @Test
    void anAddressIsReadInOneWay() {
        WebhookAddress plain = WebhookAddress.of("HTTPS://CRM.Example.org./a/ä?b=%20c#d");
        assertThat(plain)
                .isEqualTo(
                        new WebhookAddress(
                                true,
                                "crm.example.org",
                                Optional.empty(),
                                443,
                                "/a/%C3%A4?b=%20c"));
        assertThat(WebhookAddress.of("http://[2606:4700::1]:81").hostHeader())
                .isEqualTo("[2606:4700:0:0:0:0:0:1]");
        assertThat(WebhookAddress.of("https://mäkinen.example/").host())
                .isEqualTo("xn--mkinen-bua.example");
    }

    @Test
    void aNetworkThatCannotBeReadStopsTheService() {
        for (String cidr :
                List.of("10.0.0.0", "10.0.0.0/33", "crm.example.org/8", "::/129", "/8")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AddressRule(false, List.of(cidr)));
        }
    }

    private static void put(AddressRule rule, String url) {
        new Destination(null, url, null, null, null).check(rule);
    }
}
