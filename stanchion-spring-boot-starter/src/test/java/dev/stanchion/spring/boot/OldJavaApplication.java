package dev.stanchion.spring.boot;

import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.From;
import dev.stanchion.spring.listener.StanListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that {@link OldestJavaIT} runs: it sends a message to its own listener, and ends.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(StanchionAutoConfiguration.class)
class OldJavaApplication {
    private final CountDownLatch heard = new CountDownLatch(1);

    public static void main(String[] arguments) throws InterruptedException {
        SpringApplication application = new SpringApplication(OldJavaApplication.class);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            context.getBean(StanTemplate.class).send("old", "hello");
            if (!context.getBean(OldJavaApplication.class).heard.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the listener has heard nothing");
            }
        }
        System.out.println("heard on Java " + Runtime.version().feature());
    }

    @StanListener(channel = "old", from = From.FIRST)
    void on(String text) {
        heard.countDown();
    }
}
