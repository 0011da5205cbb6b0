//! The products that the demo server keeps while it runs.

use serde::Serialize;

/// A product with the description that a model wrote for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Product {
    pub(super) id: usize,
    pub(super) name: String,
    pub(super) keywords: String,
    pub(super) description: String,
}

/// All products, oldest first.
#[derive(Debug, Default)]
pub(super) struct Shop(Vec<Product>);

impl Shop {
    /// Adds a product; ids count from 1.
    pub(super) fn add(&mut self, name: String, keywords: String, description: String) -> Product {
        let product = Product { id: self.0.len() + 1, name, keywords, description };
        self.0.push(product.clone());
        product
    }

    pub(super) fn all(&self) -> &[Product] {
        &self.0
    }
}
