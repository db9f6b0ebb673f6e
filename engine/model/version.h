
namespace headroom {

/// The program's version, "0.1.0".
const char* programVersion();

} // namespace headroom
