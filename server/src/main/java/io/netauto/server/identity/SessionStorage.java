package io.netauto.server.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;

/**
 * How sessions are kept in the database. What another version of the server wrote and this one
 * cannot read is no session: the person logs in again, instead of meeting an error on every page.
 */
@Configuration(proxyBeanMethods = false)
class SessionStorage {
  private static final Logger log = LoggerFactory.getLogger(SessionStorage.class);

  /** Found by Spring Session by its name. */
  @Bean
  ConversionService springSessionConversionService() {
    GenericConversionService conversions = new GenericConversionService();
    conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
    conversions.addConverter(new Reader());
    return conversions;
  }

  private static final class Reader implements GenericConverter {
    private final DeserializingConverter reader =
        new DeserializingConverter(SessionStorage.class.getClassLoader());

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
      return Set.of(new ConvertiblePair(byte[].class, Object.class));
    }

    @Override
    public @Nullable Object convert(
        @Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
      try {
        return source instanceof byte[] bytes ? reader.convert(bytes) : null;
      } catch (SerializationFailedException e) {
        log.info("A session of another version was left out: {}", String.valueOf(e.getCause()));
        return null;
      }
    }
  }
}
