//! placeholder
use domain::Fault;
/// Serves.
pub async fn serve_stdio() -> Result<(), Fault> {
    Ok(())
}
